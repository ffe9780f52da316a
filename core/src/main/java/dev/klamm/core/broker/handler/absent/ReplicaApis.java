package dev.klamm.core.broker.handler.absent;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.AlterPartitionReassignmentsRequest;
import dev.klamm.protocol.message.AlterPartitionReassignmentsRequest.ReassignablePartition;
import dev.klamm.protocol.message.AlterPartitionReassignmentsRequest.ReassignableTopic;
import dev.klamm.protocol.message.AlterPartitionReassignmentsResponse;
import dev.klamm.protocol.message.AlterPartitionReassignmentsResponse.ReassignablePartitionResponse;
import dev.klamm.protocol.message.AlterPartitionReassignmentsResponse.ReassignableTopicResponse;
import dev.klamm.protocol.message.AlterReplicaLogDirsRequest;
import dev.klamm.protocol.message.AlterReplicaLogDirsRequest.AlterReplicaLogDir;
import dev.klamm.protocol.message.AlterReplicaLogDirsRequest.AlterReplicaLogDirTopic;
import dev.klamm.protocol.message.AlterReplicaLogDirsResponse;
import dev.klamm.protocol.message.AlterReplicaLogDirsResponse.AlterReplicaLogDirPartitionResult;
import dev.klamm.protocol.message.AlterReplicaLogDirsResponse.AlterReplicaLogDirTopicResult;
import dev.klamm.protocol.message.ElectLeadersRequest;
import dev.klamm.protocol.message.ElectLeadersRequest.TopicPartitions;
import dev.klamm.protocol.message.ElectLeadersResponse;
import dev.klamm.protocol.message.ElectLeadersResponse.PartitionResult;
import dev.klamm.protocol.message.ElectLeadersResponse.ReplicaElectionResult;
import dev.klamm.protocol.message.ListPartitionReassignmentsRequest;
import dev.klamm.protocol.message.ListPartitionReassignmentsResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where replicas are. There is one of each partition, on this broker, which leads it, so what asks
 * for just that succeeds and everything else cannot be.
 *
 * <ul>
 *   <li>ElectLeaders, key 43, versions 0 to 2 (KIP-183, KIP-460): ELECTION_NOT_NEEDED.
 *   <li>AlterPartitionReassignments, key 45, versions 0 to 1, and ListPartitionReassignments, key
 *       46, version 0 (KIP-455): to this broker alone, or INVALID_REPLICA_ASSIGNMENT; none goes on.
 *   <li>AlterReplicaLogDirs, key 34, versions 1 to 2 (KIP-113): to where the store is, or
 *       LOG_DIR_NOT_FOUND.
 * </ul>
 */
public final class ReplicaApis {

  private static final byte UNCLEAN = 1;

  private final BrokerIdentity identity;
  private final TopicCatalog catalog;
  private final String location;

  private ReplicaApis(BrokerIdentity identity, TopicCatalog catalog, String location) {
    this.identity = identity;
    this.catalog = catalog;
    this.location = location;
  }

  /**
   * Lists the APIs.
   *
   * @param location where the store is, in the place of a directory's name
   */
  public static List<ApiHandler<?>> all(
      BrokerIdentity identity, TopicCatalog catalog, String location) {
    ReplicaApis apis = new ReplicaApis(identity, catalog, location);
    return List.of(
        new AnsweredApi<>(ApiKey.ELECT_LEADERS, apis::elect),
        new AnsweredApi<>(ApiKey.ALTER_PARTITION_REASSIGNMENTS, apis::reassign),
        new AnsweredApi<ListPartitionReassignmentsRequest>(
            ApiKey.LIST_PARTITION_REASSIGNMENTS, asked -> new ListPartitionReassignmentsResponse()),
        new AnsweredApi<>(ApiKey.ALTER_REPLICA_LOG_DIRS, apis::move));
  }

  private ElectLeadersResponse elect(ElectLeadersRequest asked) {
    if (asked.electionType() < 0 || asked.electionType() > UNCLEAN) {
      return new ElectLeadersResponse().errorCode(KafkaError.INVALID_REQUEST.code());
    }
    List<TopicPartitions> topics = asked.topicPartitions();
    List<ReplicaElectionResult> results = new ArrayList<>();
    for (TopicPartitions topic : topics == null ? List.<TopicPartitions>of() : topics) {
      List<PartitionResult> partitions = new ArrayList<>();
      for (int partition : topic.partitions()) {
        KafkaError error = existing(topic.topic(), partition, KafkaError.ELECTION_NOT_NEEDED);
        partitions.add(
            new PartitionResult()
                .partitionId(partition)
                .errorCode(error.code())
                .errorMessage(error.message()));
      }
      results.add(new ReplicaElectionResult().topic(topic.topic()).partitionResult(partitions));
    }
    return new ElectLeadersResponse().replicaElectionResults(results);
  }

  private AlterPartitionReassignmentsResponse reassign(AlterPartitionReassignmentsRequest asked) {
    List<ReassignableTopicResponse> topics = new ArrayList<>();
    for (ReassignableTopic topic : asked.topics()) {
      List<ReassignablePartitionResponse> partitions = new ArrayList<>();
      for (ReassignablePartition partition : topic.partitions()) {
        KafkaError error =
            existing(topic.name(), partition.partitionIndex(), reassignment(partition.replicas()));
        partitions.add(
            new ReassignablePartitionResponse()
                .partitionIndex(partition.partitionIndex())
                .errorCode(error.code())
                .errorMessage(error == KafkaError.NONE ? null : error.message()));
      }
      topics.add(new ReassignableTopicResponse().name(topic.name()).partitions(partitions));
    }
    return new AlterPartitionReassignmentsResponse()
        .allowReplicationFactorChange(asked.allowReplicationFactorChange())
        .responses(topics);
  }

  /** No replicas means to call a reassignment off. */
  private KafkaError reassignment(@Nullable List<Integer> replicas) {
    if (replicas == null) {
      return KafkaError.NO_REASSIGNMENT_IN_PROGRESS;
    }
    return replicas.equals(List.of(identity.nodeId()))
        ? KafkaError.NONE
        : KafkaError.INVALID_REPLICA_ASSIGNMENT;
  }

  private AlterReplicaLogDirsResponse move(AlterReplicaLogDirsRequest asked) {
    List<AlterReplicaLogDirTopicResult> topics = new ArrayList<>();
    for (AlterReplicaLogDir directory : asked.dirs()) {
      KafkaError error =
          directory.path().equals(location) ? KafkaError.NONE : KafkaError.LOG_DIR_NOT_FOUND;
      for (AlterReplicaLogDirTopic topic : directory.topics()) {
        topics.add(
            new AlterReplicaLogDirTopicResult()
                .topicName(topic.name())
                .partitions(
                    topic.partitions().stream()
                        .map(
                            partition ->
                                new AlterReplicaLogDirPartitionResult()
                                    .partitionIndex(partition)
                                    .errorCode(existing(topic.name(), partition, error).code()))
                        .toList()));
      }
    }
    return new AlterReplicaLogDirsResponse().results(topics);
  }

  /** The error of a partition that exists, or the one for those that do not. */
  private KafkaError existing(String topic, int partition, KafkaError error) {
    return catalog.image().partition(topic, partition) == null
        ? KafkaError.UNKNOWN_TOPIC_OR_PARTITION
        : error;
  }
}
