package dev.klamm.api.error;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Every error of the Kafka protocol: its code on the wire, what it means, and what to do about it.
 *
 * <p>Long, but one thing: a table with a row per code, in the order of the codes. It is where wire
 * errors and exceptions are mapped to each other; nothing else does that. {@link #name()} is the
 * name that Kafka's documentation uses.
 *
 * @since 0.1
 */
public enum KafkaError {
  /** The broker failed in a way it has no code for. */
  UNKNOWN_SERVER_ERROR(
      -1,
      ErrorCategory.FATAL,
      "the broker failed in a way it has no code for",
      "look in the broker's log for the cause"),

  /** Not an error: the request was done. */
  NONE(0, ErrorCategory.NONE, "no error", "nothing needs to be done"),

  /** The offset asked for is before the first or after the last one of the partition. */
  OFFSET_OUT_OF_RANGE(
      1,
      ErrorCategory.ABORTABLE,
      "the offset asked for is before the first or after the last one of the partition",
      "seek to an offset in range, or set auto.offset.reset"),

  /** A batch is damaged, is too large, or lacks the keys that its compacted topic needs. */
  CORRUPT_MESSAGE(
      2,
      ErrorCategory.RETRIABLE,
      "a batch is damaged, is too large, or lacks the keys that its compacted topic needs",
      "send it again; if it stays, check that every record of a compacted topic has a key, then network and disks"),

  /** The broker does not have this topic or partition. */
  UNKNOWN_TOPIC_OR_PARTITION(
      3,
      ErrorCategory.REFRESH_RETRIABLE,
      "the broker does not have this topic or partition",
      "check the name, create the topic, or wait if it was created just now"),

  /** The number of bytes asked for is not allowed. */
  INVALID_FETCH_SIZE(
      4,
      ErrorCategory.MISCONFIGURED,
      "the number of bytes asked for is not allowed",
      "set fetch.max.bytes and max.partition.fetch.bytes to 0 or more"),

  /** The partition has no leader at the moment. */
  LEADER_NOT_AVAILABLE(
      5,
      ErrorCategory.REFRESH_RETRIABLE,
      "the partition has no leader at the moment",
      "wait for the election; if it stays, look for brokers that are down"),

  /** This broker does not serve the partition. */
  NOT_LEADER_OR_FOLLOWER(
      6,
      ErrorCategory.REFRESH_RETRIABLE,
      "this broker does not serve the partition",
      "refresh the metadata and ask the broker named there"),

  /** The time limit passed before the request was done; it may still have taken effect. */
  REQUEST_TIMED_OUT(
      7,
      ErrorCategory.RETRIABLE,
      "the time limit passed before the request was done; it may still have taken effect",
      "try again, or allow more time (request.timeout.ms, delivery.timeout.ms, default.api.timeout.ms)"),

  /** The broker is not available. */
  BROKER_NOT_AVAILABLE(
      8,
      ErrorCategory.ABORTABLE,
      "the broker is not available",
      "try another broker, or wait until this one is back"),

  /** The replica asked for is not available. */
  REPLICA_NOT_AVAILABLE(
      9,
      ErrorCategory.REFRESH_RETRIABLE,
      "the replica asked for is not available",
      "refresh the metadata and ask the leader"),

  /** A record or batch is larger than the receiver takes. */
  MESSAGE_TOO_LARGE(
      10,
      ErrorCategory.MISCONFIGURED,
      "a record or batch is larger than the receiver takes",
      "make it smaller, compress it, or raise max.message.bytes of the topic (and max.request.size of the producer)"),

  /** The controller has moved to another broker. */
  STALE_CONTROLLER_EPOCH(
      11,
      ErrorCategory.ABORTABLE,
      "the controller has moved to another broker",
      "ask the new controller"),

  /** The text stored beside a committed offset is too long. */
  OFFSET_METADATA_TOO_LARGE(
      12,
      ErrorCategory.MISCONFIGURED,
      "the text stored beside a committed offset is too long",
      "shorten it, or raise offset.metadata.max.bytes of the broker"),

  /** The connection broke before the answer came; the request may still have taken effect. */
  NETWORK_EXCEPTION(
      13,
      ErrorCategory.REFRESH_RETRIABLE,
      "the connection broke before the answer came; the request may still have taken effect",
      "try again; if it stays, check address, listener and firewall"),

  /** The coordinator is still reading its state. */
  COORDINATOR_LOAD_IN_PROGRESS(
      14,
      ErrorCategory.RETRIABLE,
      "the coordinator is still reading its state",
      "wait a moment and try again"),

  /** There is no coordinator at the moment. */
  COORDINATOR_NOT_AVAILABLE(
      15,
      ErrorCategory.REFRESH_RETRIABLE,
      "there is no coordinator at the moment",
      "wait and look it up again"),

  /** This broker is not the coordinator of the group or transaction. */
  NOT_COORDINATOR(
      16,
      ErrorCategory.REFRESH_RETRIABLE,
      "this broker is not the coordinator of the group or transaction",
      "look the coordinator up again"),

  /** The topic's name is not allowed, or the topic must not be written to. */
  INVALID_TOPIC_EXCEPTION(
      17,
      ErrorCategory.MISCONFIGURED,
      "the topic's name is not allowed, or the topic must not be written to",
      "use 1 to 249 of the characters a-z A-Z 0-9 . _ - and neither . nor .. alone"),

  /** The batch is larger than a segment of the log. */
  RECORD_LIST_TOO_LARGE(
      18,
      ErrorCategory.MISCONFIGURED,
      "the batch is larger than a segment of the log",
      "lower batch.size, or raise segment.bytes of the topic"),

  /** Fewer replicas are in sync than min.insync.replicas asks for; nothing was written. */
  NOT_ENOUGH_REPLICAS(
      19,
      ErrorCategory.RETRIABLE,
      "fewer replicas are in sync than min.insync.replicas asks for; nothing was written",
      "wait for replicas to come back, or lower min.insync.replicas"),

  /** The records were written, but to fewer replicas than min.insync.replicas asks for. */
  NOT_ENOUGH_REPLICAS_AFTER_APPEND(
      20,
      ErrorCategory.RETRIABLE,
      "the records were written, but to fewer replicas than min.insync.replicas asks for",
      "send again (an idempotent producer does so without duplicates), and look for replicas that lag"),

  /** The value of acks is not allowed. */
  INVALID_REQUIRED_ACKS(
      21,
      ErrorCategory.MISCONFIGURED,
      "the value of acks is not allowed",
      "set acks to 0, 1 or all"),

  /** The member belongs to a generation of the group that is over. */
  ILLEGAL_GENERATION(
      22,
      ErrorCategory.ABORTABLE,
      "the member belongs to a generation of the group that is over",
      "join the group again; offsets of the old generation can no longer be committed"),

  /** The member shares no protocol type or assignor with the rest of the group. */
  INCONSISTENT_GROUP_PROTOCOL(
      23,
      ErrorCategory.MISCONFIGURED,
      "the member shares no protocol type or assignor with the rest of the group",
      "give all members at least one common entry in partition.assignment.strategy"),

  /** The group id is not allowed. */
  INVALID_GROUP_ID(
      24,
      ErrorCategory.MISCONFIGURED,
      "the group id is not allowed",
      "set group.id to a text that is not empty"),

  /** The coordinator does not know this member, mostly because its session ran out. */
  UNKNOWN_MEMBER_ID(
      25,
      ErrorCategory.ABORTABLE,
      "the coordinator does not know this member, mostly because its session ran out",
      "join the group again; if it recurs, raise session.timeout.ms or max.poll.interval.ms"),

  /** The session time-out is outside the limits of the broker. */
  INVALID_SESSION_TIMEOUT(
      26,
      ErrorCategory.MISCONFIGURED,
      "the session time-out is outside the limits of the broker",
      "keep session.timeout.ms between group.min.session.timeout.ms and group.max.session.timeout.ms"),

  /** The group is dividing its partitions anew. */
  REBALANCE_IN_PROGRESS(
      27,
      ErrorCategory.ABORTABLE,
      "the group is dividing its partitions anew",
      "call poll() so that this member takes part, then commit what it still owns"),

  /** The committed offsets do not fit into one batch. */
  INVALID_COMMIT_OFFSET_SIZE(
      28,
      ErrorCategory.MISCONFIGURED,
      "the committed offsets do not fit into one batch",
      "commit fewer partitions at a time, or shorten the text stored with them"),

  /** This user may not do that with the topic. */
  TOPIC_AUTHORIZATION_FAILED(
      29,
      ErrorCategory.MISCONFIGURED,
      "this user may not do that with the topic",
      "grant the right (an ACL on the topic), or connect as another user"),

  /** This user may not use the group. */
  GROUP_AUTHORIZATION_FAILED(
      30,
      ErrorCategory.MISCONFIGURED,
      "this user may not use the group",
      "grant the right (an ACL on the group), or connect as another user"),

  /** This user may not do that with the cluster. */
  CLUSTER_AUTHORIZATION_FAILED(
      31,
      ErrorCategory.MISCONFIGURED,
      "this user may not do that with the cluster",
      "grant the right (an ACL on the cluster), or connect as another user"),

  /** A record's timestamp is too far from the broker's clock, or is negative. */
  INVALID_TIMESTAMP(
      32,
      ErrorCategory.MISCONFIGURED,
      "a record's timestamp is too far from the broker's clock, or is negative",
      "set a right timestamp, check the clocks, or widen message.timestamp.before.max.ms and message.timestamp.after.max.ms"),

  /** The broker does not offer this SASL mechanism. */
  UNSUPPORTED_SASL_MECHANISM(
      33,
      ErrorCategory.MISCONFIGURED,
      "the broker does not offer this SASL mechanism",
      "set sasl.mechanism to one that the broker enables"),

  /** The request does not fit the state of the SASL exchange. */
  ILLEGAL_SASL_STATE(
      34,
      ErrorCategory.MISCONFIGURED,
      "the request does not fit the state of the SASL exchange",
      "check that security.protocol is the one of the listener"),

  /** One side does not know this request or this version of it. */
  UNSUPPORTED_VERSION(
      35,
      ErrorCategory.MISCONFIGURED,
      "one side does not know this request or this version of it",
      "use a feature that both sides have, or upgrade the older one"),

  /** A topic of this name exists already. */
  TOPIC_ALREADY_EXISTS(
      36,
      ErrorCategory.MISCONFIGURED,
      "a topic of this name exists already",
      "use it as it is, or choose another name"),

  /** The number of partitions is not allowed. */
  INVALID_PARTITIONS(
      37,
      ErrorCategory.MISCONFIGURED,
      "the number of partitions is not allowed",
      "ask for 1 or more, and for more than there are when adding"),

  /** The replication factor is below 1 or above the number of brokers. */
  INVALID_REPLICATION_FACTOR(
      38,
      ErrorCategory.MISCONFIGURED,
      "the replication factor is below 1 or above the number of brokers",
      "ask for 1 up to the number of brokers"),

  /** The replica assignment is not allowed. */
  INVALID_REPLICA_ASSIGNMENT(
      39,
      ErrorCategory.MISCONFIGURED,
      "the replica assignment is not allowed",
      "number the partitions from 0 without a gap and give each the same count of different, existing brokers"),

  /** A config key or value is not allowed. */
  INVALID_CONFIG(
      40,
      ErrorCategory.MISCONFIGURED,
      "a config key or value is not allowed",
      "correct the key or value named in the message"),

  /** This broker does not control the cluster. */
  NOT_CONTROLLER(
      41,
      ErrorCategory.RETRIABLE,
      "this broker does not control the cluster",
      "refresh the metadata and ask the controller"),

  /** The broker cannot make sense of the request. */
  INVALID_REQUEST(
      42,
      ErrorCategory.MISCONFIGURED,
      "the broker cannot make sense of the request",
      "check the arguments; if they are right, the client has an error: report it with the broker's log"),

  /** The format of the stored messages cannot do this. */
  UNSUPPORTED_FOR_MESSAGE_FORMAT(
      43,
      ErrorCategory.MISCONFIGURED,
      "the format of the stored messages cannot do this",
      "write the topic with message format 2"),

  /** A policy of the cluster forbids this. */
  POLICY_VIOLATION(
      44,
      ErrorCategory.MISCONFIGURED,
      "a policy of the cluster forbids this",
      "follow the rule named in the message"),

  /** A batch of this producer is missing before this one: acknowledged records may be lost. */
  OUT_OF_ORDER_SEQUENCE_NUMBER(
      45,
      ErrorCategory.FATAL,
      "a batch of this producer is missing before this one: acknowledged records may be lost",
      "close the producer, find out what was lost, open a new one"),

  /** The batch was written before, too long ago for the broker to name its offset. */
  DUPLICATE_SEQUENCE_NUMBER(
      46,
      ErrorCategory.ABORTABLE,
      "the batch was written before, too long ago for the broker to name its offset",
      "nothing was lost; go on"),

  /** A producer with the same id has begun a newer epoch. */
  INVALID_PRODUCER_EPOCH(
      47,
      ErrorCategory.ABORTABLE,
      "a producer with the same id has begun a newer epoch",
      "abort the transaction; a producer that is fenced for good learns so then"),

  /** The transaction is not in a state that allows this. */
  INVALID_TXN_STATE(
      48,
      ErrorCategory.FATAL,
      "the transaction is not in a state that allows this",
      "close the producer and open a new one; follow begin, send, commit or abort"),

  /** The producer's id does not belong to its transactional id any more. */
  INVALID_PRODUCER_ID_MAPPING(
      49,
      ErrorCategory.ABORTABLE,
      "the producer's id does not belong to its transactional id any more",
      "abort the transaction; the producer then asks for a new id"),

  /** The transaction time-out is longer than the broker allows. */
  INVALID_TRANSACTION_TIMEOUT(
      50,
      ErrorCategory.MISCONFIGURED,
      "the transaction time-out is longer than the broker allows",
      "lower transaction.timeout.ms, or raise transaction.max.timeout.ms of the broker"),

  /** The end of the last transaction is still being written. */
  CONCURRENT_TRANSACTIONS(
      51,
      ErrorCategory.RETRIABLE,
      "the end of the last transaction is still being written",
      "wait a moment and try again"),

  /** A newer transaction coordinator has taken over. */
  TRANSACTION_COORDINATOR_FENCED(
      52,
      ErrorCategory.FATAL,
      "a newer transaction coordinator has taken over",
      "leave the transaction to the newer one"),

  /** This user may not use the transactional id. */
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED(
      53,
      ErrorCategory.MISCONFIGURED,
      "this user may not use the transactional id",
      "grant the right (an ACL on the id), or connect as another user"),

  /** The broker has no authorizer, so it keeps no ACLs. */
  SECURITY_DISABLED(
      54,
      ErrorCategory.MISCONFIGURED,
      "the broker has no authorizer, so it keeps no ACLs",
      "set authorizer.class.name on the broker before using ACLs"),

  /** The broker skipped this because another part of the same request failed. */
  OPERATION_NOT_ATTEMPTED(
      55,
      ErrorCategory.ABORTABLE,
      "the broker skipped this because another part of the same request failed",
      "correct the part that failed and send all of it again"),

  /** The broker cannot read or write its storage. */
  KAFKA_STORAGE_ERROR(
      56,
      ErrorCategory.REFRESH_RETRIABLE,
      "the broker cannot read or write its storage",
      "check its disk and its log; clients try again meanwhile"),

  /** The broker has no such log directory. */
  LOG_DIR_NOT_FOUND(
      57,
      ErrorCategory.MISCONFIGURED,
      "the broker has no such log directory",
      "name one of its log.dirs"),

  /** The broker refused the credentials. */
  SASL_AUTHENTICATION_FAILED(
      58,
      ErrorCategory.MISCONFIGURED,
      "the broker refused the credentials",
      "check user, password and mechanism"),

  /** The broker has forgotten this producer, mostly because all of its records have expired. */
  UNKNOWN_PRODUCER_ID(
      59,
      ErrorCategory.FATAL,
      "the broker has forgotten this producer, mostly because all of its records have expired",
      "close the producer and open a new one; raise producer.id.expiration.ms if it recurs"),

  /** Replicas of the partition are being moved. */
  REASSIGNMENT_IN_PROGRESS(
      60,
      ErrorCategory.ABORTABLE,
      "replicas of the partition are being moved",
      "wait until the move is over, or cancel it"),

  /** Delegation tokens are switched off. */
  DELEGATION_TOKEN_AUTH_DISABLED(
      61,
      ErrorCategory.MISCONFIGURED,
      "delegation tokens are switched off",
      "set a delegation token secret on the brokers"),

  /** There is no such delegation token. */
  DELEGATION_TOKEN_NOT_FOUND(
      62, ErrorCategory.MISCONFIGURED, "there is no such delegation token", "create a new one"),

  /** This user neither owns the delegation token nor may renew it. */
  DELEGATION_TOKEN_OWNER_MISMATCH(
      63,
      ErrorCategory.MISCONFIGURED,
      "this user neither owns the delegation token nor may renew it",
      "connect as its owner"),

  /** Delegation tokens cannot be handled over this kind of connection. */
  DELEGATION_TOKEN_REQUEST_NOT_ALLOWED(
      64,
      ErrorCategory.MISCONFIGURED,
      "delegation tokens cannot be handled over this kind of connection",
      "connect with TLS or SASL, and not by a token"),

  /** This user may not do that with the delegation token. */
  DELEGATION_TOKEN_AUTHORIZATION_FAILED(
      65,
      ErrorCategory.MISCONFIGURED,
      "this user may not do that with the delegation token",
      "grant the right, or connect as another user"),

  /** The delegation token has expired. */
  DELEGATION_TOKEN_EXPIRED(
      66, ErrorCategory.MISCONFIGURED, "the delegation token has expired", "create a new one"),

  /** This type of principal is not known. */
  INVALID_PRINCIPAL_TYPE(
      67, ErrorCategory.MISCONFIGURED, "this type of principal is not known", "use the type User"),

  /** The group still has members. */
  NON_EMPTY_GROUP(
      68, ErrorCategory.MISCONFIGURED, "the group still has members", "stop its members first"),

  /** There is no such group. */
  GROUP_ID_NOT_FOUND(
      69,
      ErrorCategory.MISCONFIGURED,
      "there is no such group",
      "check the group's id and its type"),

  /** The broker has dropped this fetch session. */
  FETCH_SESSION_ID_NOT_FOUND(
      70,
      ErrorCategory.RETRIABLE,
      "the broker has dropped this fetch session",
      "begin a new session with a full fetch"),

  /** The fetch session is not at this epoch. */
  INVALID_FETCH_SESSION_EPOCH(
      71,
      ErrorCategory.RETRIABLE,
      "the fetch session is not at this epoch",
      "begin a new session with a full fetch"),

  /** The partition's leader has no listener of this name. */
  LISTENER_NOT_FOUND(
      72,
      ErrorCategory.REFRESH_RETRIABLE,
      "the partition's leader has no listener of this name",
      "give every broker the listener that clients connect to"),

  /** The broker does not let topics be deleted. */
  TOPIC_DELETION_DISABLED(
      73,
      ErrorCategory.MISCONFIGURED,
      "the broker does not let topics be deleted",
      "set delete.topic.enable=true on the broker"),

  /** The request names an older leader epoch than the broker has. */
  FENCED_LEADER_EPOCH(
      74,
      ErrorCategory.REFRESH_RETRIABLE,
      "the request names an older leader epoch than the broker has",
      "refresh the metadata"),

  /** The request names a newer leader epoch than the broker has. */
  UNKNOWN_LEADER_EPOCH(
      75,
      ErrorCategory.RETRIABLE,
      "the request names a newer leader epoch than the broker has",
      "try again; the broker will catch up"),

  /** This side cannot read the compression used. */
  UNSUPPORTED_COMPRESSION_TYPE(
      76,
      ErrorCategory.MISCONFIGURED,
      "this side cannot read the compression used",
      "add the codec's library, upgrade the client, or write with another compression.type"),

  /** The broker has registered anew since the request was made. */
  STALE_BROKER_EPOCH(
      77,
      ErrorCategory.ABORTABLE,
      "the broker has registered anew since the request was made",
      "refresh the metadata and ask again"),

  /** The new leader does not know yet up to where records are committed. */
  OFFSET_NOT_AVAILABLE(
      78,
      ErrorCategory.RETRIABLE,
      "the new leader does not know yet up to where records are committed",
      "wait a moment and try again"),

  /** A member must join with the id that the coordinator gives it. */
  MEMBER_ID_REQUIRED(
      79,
      ErrorCategory.ABORTABLE,
      "a member must join with the id that the coordinator gives it",
      "join again with the id of the answer"),

  /** The preferred leader is not available. */
  PREFERRED_LEADER_NOT_AVAILABLE(
      80,
      ErrorCategory.REFRESH_RETRIABLE,
      "the preferred leader is not available",
      "wait until that broker is back"),

  /** The group has as many members as the broker allows. */
  GROUP_MAX_SIZE_REACHED(
      81,
      ErrorCategory.FATAL,
      "the group has as many members as the broker allows",
      "run fewer members, or raise group.max.size"),

  /** Another member has joined with the same group.instance.id. */
  FENCED_INSTANCE_ID(
      82,
      ErrorCategory.FATAL,
      "another member has joined with the same group.instance.id",
      "give each running instance an id of its own, and close this one"),

  /** No replica may become leader. */
  ELIGIBLE_LEADERS_NOT_AVAILABLE(
      83,
      ErrorCategory.REFRESH_RETRIABLE,
      "no replica may become leader",
      "wait until a replica that was in sync is back"),

  /** The partition already has the leader it should have. */
  ELECTION_NOT_NEEDED(
      84,
      ErrorCategory.REFRESH_RETRIABLE,
      "the partition already has the leader it should have",
      "nothing needs to be done"),

  /** No replica of the partition is being moved. */
  NO_REASSIGNMENT_IN_PROGRESS(
      85,
      ErrorCategory.MISCONFIGURED,
      "no replica of the partition is being moved",
      "there is nothing to cancel"),

  /** The group is subscribed to the topic, so its offsets cannot be deleted. */
  GROUP_SUBSCRIBED_TO_TOPIC(
      86,
      ErrorCategory.MISCONFIGURED,
      "the group is subscribed to the topic, so its offsets cannot be deleted",
      "stop the group's members or change their subscription first"),

  /** The broker refuses the record. */
  INVALID_RECORD(
      87,
      ErrorCategory.MISCONFIGURED,
      "the broker refuses the record",
      "follow the reason in the message; a compacted topic needs keys"),

  /** An open transaction holds offsets of the partition. */
  UNSTABLE_OFFSET_COMMIT(
      88,
      ErrorCategory.RETRIABLE,
      "an open transaction holds offsets of the partition",
      "wait until the transaction ends"),

  /** A quota is used up. */
  THROTTLING_QUOTA_EXCEEDED(
      89, ErrorCategory.RETRIABLE, "a quota is used up", "wait for the time that the answer names"),

  /** A newer producer uses the same transactional id. */
  PRODUCER_FENCED(
      90,
      ErrorCategory.FATAL,
      "a newer producer uses the same transactional id",
      "close this producer; one id belongs to one running instance"),

  /** The request names something that does not exist. */
  RESOURCE_NOT_FOUND(
      91,
      ErrorCategory.MISCONFIGURED,
      "the request names something that does not exist",
      "check the name"),

  /** The request names the same thing twice. */
  DUPLICATE_RESOURCE(
      92, ErrorCategory.MISCONFIGURED, "the request names the same thing twice", "name it once"),

  /** The credential does not meet the rules. */
  UNACCEPTABLE_CREDENTIAL(
      93,
      ErrorCategory.MISCONFIGURED,
      "the credential does not meet the rules",
      "follow the rule named in the message"),

  /** The two sides disagree about the voters of the metadata quorum. */
  INCONSISTENT_VOTER_SET(
      94,
      ErrorCategory.FATAL,
      "the two sides disagree about the voters of the metadata quorum",
      "check controller.quorum.voters on every node"),

  /** The version in the request is not allowed. */
  INVALID_UPDATE_VERSION(
      95,
      ErrorCategory.MISCONFIGURED,
      "the version in the request is not allowed",
      "read the current version and ask again"),

  /** The broker could not change the feature level. */
  FEATURE_UPDATE_FAILED(
      96,
      ErrorCategory.FATAL,
      "the broker could not change the feature level",
      "look in its log for the cause"),

  /** A request was forwarded with a principal that cannot be read. */
  PRINCIPAL_DESERIALIZATION_FAILURE(
      97,
      ErrorCategory.FATAL,
      "a request was forwarded with a principal that cannot be read",
      "check that all brokers use the same security settings"),

  /** There is no such snapshot. */
  SNAPSHOT_NOT_FOUND(
      98, ErrorCategory.ABORTABLE, "there is no such snapshot", "ask for the latest one"),

  /** The position is outside of the snapshot. */
  POSITION_OUT_OF_RANGE(
      99,
      ErrorCategory.ABORTABLE,
      "the position is outside of the snapshot",
      "ask for a position inside it"),

  /** The broker has no topic of this id, mostly because the topic was deleted or created anew. */
  UNKNOWN_TOPIC_ID(
      100,
      ErrorCategory.REFRESH_RETRIABLE,
      "the broker has no topic of this id, mostly because the topic was deleted or created anew",
      "refresh the metadata"),

  /** Another broker runs under this id. */
  DUPLICATE_BROKER_REGISTRATION(
      101,
      ErrorCategory.FATAL,
      "another broker runs under this id",
      "give every broker a node.id of its own"),

  /** No broker of this id is registered. */
  BROKER_ID_NOT_REGISTERED(
      102, ErrorCategory.MISCONFIGURED, "no broker of this id is registered", "check the id"),

  /** The topic's id is not the one in the request. */
  INCONSISTENT_TOPIC_ID(
      103,
      ErrorCategory.REFRESH_RETRIABLE,
      "the topic's id is not the one in the request",
      "refresh the metadata"),

  /** The request is meant for another cluster. */
  INCONSISTENT_CLUSTER_ID(
      104,
      ErrorCategory.MISCONFIGURED,
      "the request is meant for another cluster",
      "check the address"),

  /** There is no such transactional id. */
  TRANSACTIONAL_ID_NOT_FOUND(
      105,
      ErrorCategory.MISCONFIGURED,
      "there is no such transactional id",
      "check the id; ids that are unused for long expire"),

  /** The fetch session mixes topic ids and topic names. */
  FETCH_SESSION_TOPIC_ID_ERROR(
      106,
      ErrorCategory.RETRIABLE,
      "the fetch session mixes topic ids and topic names",
      "begin a new session with a full fetch"),

  /** A broker that must not be in sync was proposed. */
  INELIGIBLE_REPLICA(
      107,
      ErrorCategory.ABORTABLE,
      "a broker that must not be in sync was proposed",
      "leave it out and ask again"),

  /** The change was made, and it made another broker leader. */
  NEW_LEADER_ELECTED(
      108,
      ErrorCategory.ABORTABLE,
      "the change was made, and it made another broker leader",
      "refresh the metadata"),

  /** The offset is no longer on the broker's own disk. */
  OFFSET_MOVED_TO_TIERED_STORAGE(
      109,
      ErrorCategory.ABORTABLE,
      "the offset is no longer on the broker's own disk",
      "read it from the remote tier"),

  /** The coordinator has taken the member out of the group. */
  FENCED_MEMBER_EPOCH(
      110,
      ErrorCategory.ABORTABLE,
      "the coordinator has taken the member out of the group",
      "give up all partitions and join again"),

  /** Another member still holds this group.instance.id. */
  UNRELEASED_INSTANCE_ID(
      111,
      ErrorCategory.FATAL,
      "another member still holds this group.instance.id",
      "wait until it leaves or its session ends, or use another id"),

  /** The coordinator does not have this assignor. */
  UNSUPPORTED_ASSIGNOR(
      112,
      ErrorCategory.MISCONFIGURED,
      "the coordinator does not have this assignor",
      "set group.remote.assignor to one it has (uniform, range)"),

  /** The member's epoch is older than the coordinator's. */
  STALE_MEMBER_EPOCH(
      113,
      ErrorCategory.ABORTABLE,
      "the member's epoch is older than the coordinator's",
      "try again after the next heartbeat has brought the new epoch"),

  /** The request was sent to a broker but is meant for a controller, or the reverse. */
  MISMATCHED_ENDPOINT_TYPE(
      114,
      ErrorCategory.MISCONFIGURED,
      "the request was sent to a broker but is meant for a controller, or the reverse",
      "check bootstrap.servers and bootstrap.controllers"),

  /** This side does not serve that kind of endpoint. */
  UNSUPPORTED_ENDPOINT_TYPE(
      115,
      ErrorCategory.MISCONFIGURED,
      "this side does not serve that kind of endpoint",
      "connect to brokers, by bootstrap.servers"),

  /** No controller has this id. */
  UNKNOWN_CONTROLLER_ID(116, ErrorCategory.FATAL, "no controller has this id", "check the id"),

  /** The telemetry subscription is not known or out of date. */
  UNKNOWN_SUBSCRIPTION_ID(
      117,
      ErrorCategory.ABORTABLE,
      "the telemetry subscription is not known or out of date",
      "fetch the subscription again"),

  /** The client sent more telemetry than the broker takes. */
  TELEMETRY_TOO_LARGE(
      118,
      ErrorCategory.MISCONFIGURED,
      "the client sent more telemetry than the broker takes",
      "subscribe to fewer metrics"),

  /** The controller refuses the broker's registration. */
  INVALID_REGISTRATION(
      119,
      ErrorCategory.FATAL,
      "the controller refuses the broker's registration",
      "look in the controller's log for the reason"),

  /** The transaction cannot be completed. */
  TRANSACTION_ABORTABLE(
      120,
      ErrorCategory.ABORTABLE,
      "the transaction cannot be completed",
      "abort it and begin a new one; the producer stays usable"),

  /** The record cannot be acknowledged in its state, mostly because its lock ran out. */
  INVALID_RECORD_STATE(
      121,
      ErrorCategory.ABORTABLE,
      "the record cannot be acknowledged in its state, mostly because its lock ran out",
      "go on; it will be delivered again"),

  /** The broker has dropped this share session. */
  SHARE_SESSION_NOT_FOUND(
      122,
      ErrorCategory.RETRIABLE,
      "the broker has dropped this share session",
      "begin a new session"),

  /** The share session is not at this epoch. */
  INVALID_SHARE_SESSION_EPOCH(
      123,
      ErrorCategory.RETRIABLE,
      "the share session is not at this epoch",
      "begin a new session"),

  /** The state has a newer epoch than the request. */
  FENCED_STATE_EPOCH(
      124,
      ErrorCategory.ABORTABLE,
      "the state has a newer epoch than the request",
      "read the state again"),

  /** The voter's key is not the one of the replica that was asked. */
  INVALID_VOTER_KEY(
      125,
      ErrorCategory.MISCONFIGURED,
      "the voter's key is not the one of the replica that was asked",
      "check id and directory id of the voter"),

  /** The voter is in the quorum already. */
  DUPLICATE_VOTER(
      126,
      ErrorCategory.MISCONFIGURED,
      "the voter is in the quorum already",
      "nothing needs to be done"),

  /** The voter is not in the quorum. */
  VOTER_NOT_FOUND(
      127,
      ErrorCategory.MISCONFIGURED,
      "the voter is not in the quorum",
      "check id and directory id of the voter"),

  /** The pattern of the subscription cannot be read. */
  INVALID_REGULAR_EXPRESSION(
      128,
      ErrorCategory.MISCONFIGURED,
      "the pattern of the subscription cannot be read",
      "use the syntax of RE2/J"),

  /** What the client knows of the cluster is too old to go on with. */
  REBOOTSTRAP_REQUIRED(
      129,
      ErrorCategory.ABORTABLE,
      "what the client knows of the cluster is too old to go on with",
      "begin again from bootstrap.servers"),

  /** The topology is not allowed. */
  STREAMS_INVALID_TOPOLOGY(
      130,
      ErrorCategory.MISCONFIGURED,
      "the topology is not allowed",
      "follow the reason in the message"),

  /** The topology's epoch is not allowed. */
  STREAMS_INVALID_TOPOLOGY_EPOCH(
      131,
      ErrorCategory.MISCONFIGURED,
      "the topology's epoch is not allowed",
      "raise it by one when the topology changes"),

  /** The group runs a newer topology. */
  STREAMS_TOPOLOGY_FENCED(
      132,
      ErrorCategory.FATAL,
      "the group runs a newer topology",
      "close this instance and deploy the newer topology"),

  /** The broker holds as many share sessions as it may. */
  SHARE_SESSION_LIMIT_REACHED(
      133,
      ErrorCategory.RETRIABLE,
      "the broker holds as many share sessions as it may",
      "wait, or run fewer share consumers"),

  /** The group was not deleted completely. */
  GROUP_DELETION_FAILED(
      134,
      ErrorCategory.ABORTABLE,
      "the group was not deleted completely",
      "read the message of the group's result and delete it again"),

  /** The description of the topology was not stored. */
  STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED(
      135,
      ErrorCategory.ABORTABLE,
      "the description of the topology was not stored",
      "follow the reason in the message"),

  /** No controller of this id is registered. */
  CONTROLLER_ID_NOT_REGISTERED(
      136, ErrorCategory.MISCONFIGURED, "no controller of this id is registered", "check the id");

  private static final int LOWEST_CODE = -1;
  private static final KafkaError[] BY_CODE = byCode();

  private final short code;
  private final ErrorCategory category;
  private final String message;
  private final String advice;

  KafkaError(int code, ErrorCategory category, String message, String advice) {
    this.code = (short) code;
    this.category = category;
    this.message = message;
    this.advice = advice;
  }

  private static KafkaError[] byCode() {
    KafkaError[] table = new KafkaError[values().length];
    for (KafkaError error : values()) {
      table[error.code - LOWEST_CODE] = error;
    }
    return table;
  }

  /** The error of this code; {@link #UNKNOWN_SERVER_ERROR} for a code that is not in the table. */
  public static KafkaError forCode(short code) {
    int index = code - LOWEST_CODE;
    return index >= 0 && index < BY_CODE.length ? BY_CODE[index] : UNKNOWN_SERVER_ERROR;
  }

  /**
   * The exception for a code as it came from the wire. One that is not in the table becomes an
   * {@link UnknownServerException} whose message names the code.
   *
   * @param detail the message that came with the code, or null if none did
   * @throws IllegalStateException if the code is 0, which is not an error
   */
  public static KafkaException exceptionForCode(short code, @Nullable String detail) {
    KafkaError error = forCode(code);
    if (error.code == code) {
      return error.exception(detail);
    }
    String unknown =
        "the broker answered with error code " + code + ", which this version does not know";
    return error.exception(detail == null ? unknown : unknown + ": " + detail);
  }

  /**
   * The wire error that tells best what this exception says: its own for a {@link KafkaException},
   * looking through the wrappers of futures; {@link #UNKNOWN_SERVER_ERROR} for any other.
   */
  public static KafkaError forException(Throwable thrown) {
    Throwable cause = unwrap(thrown);
    return cause instanceof KafkaException known ? known.error() : UNKNOWN_SERVER_ERROR;
  }

  private static Throwable unwrap(Throwable thrown) {
    Throwable current = thrown;
    while (current instanceof CompletionException || current instanceof ExecutionException) {
      Throwable cause = current.getCause();
      if (cause == null) {
        return current;
      }
      current = cause;
    }
    return current;
  }

  /** The number on the wire. */
  public short code() {
    return code;
  }

  public ErrorCategory category() {
    return category;
  }

  /** Whether the same request may succeed later. */
  public boolean isRetriable() {
    return category.isRetriable();
  }

  /** Whether the metadata or the coordinator should be looked up again before the next try. */
  public boolean refreshesMetadata() {
    return category == ErrorCategory.REFRESH_RETRIABLE;
  }

  /** What happened, as part of a sentence in English. */
  public String message() {
    return message;
  }

  /** What to do about it, as part of a sentence in English. */
  public String advice() {
    return advice;
  }

  /**
   * The exception for this error, with the table's own message.
   *
   * @throws IllegalStateException for {@link #NONE}
   */
  public KafkaException exception() {
    return exception(null);
  }

  /**
   * The exception for this error. Its message is the detail, or else the table's, followed by the
   * error's name and the advice.
   *
   * @param detail what exactly went wrong, or null
   * @throws IllegalStateException for {@link #NONE}
   */
  public KafkaException exception(@Nullable String detail) {
    if (this == NONE) {
      throw new IllegalStateException("there is no exception for " + this);
    }
    String said = detail == null || detail.isBlank() ? message : detail;
    String text = said + " (" + name() + "; what to do: " + advice + ")";
    return KafkaExceptions.of(this, text);
  }
}
