package dev.klamm.core.group;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.protocol.message.TxnOffsetCommitRequest;
import dev.klamm.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import dev.klamm.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import dev.klamm.protocol.message.TxnOffsetCommitResponse;
import dev.klamm.protocol.message.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import dev.klamm.protocol.message.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TxnOffsetCommit: offsets that count once their transaction is committed (KIP-98), and only if who
 * sends them is still the member it says (KIP-447). Whether there is such a transaction was asked
 * of its coordinator before.
 */
public final class TransactionalCommits {
  private static final int FIRST_VERSION_WITH_TOPIC_IDS = 6;

  private final Groups groups;
  private final OffsetStore offsets;
  private final TopicNames topics;
  private final CommitChecks checks;

  public TransactionalCommits(
      Groups groups, OffsetStore offsets, TopicNames topics, GroupSettings settings) {
    this.groups = groups;
    this.offsets = offsets;
    this.topics = topics;
    this.checks = new CommitChecks(topics, settings);
  }

  /**
   * @param transactionError what stands against it as far as the transaction goes
   */
  public void commit(
      TxnOffsetCommitRequest request,
      short apiVersion,
      KafkaError transactionError,
      ReplyHandle<TxnOffsetCommitResponse> to,
      Turn turn) {
    MemberClaim claim =
        new MemberClaim(
            request.memberId(), request.groupInstanceId(), request.generationIdOrMemberEpoch());
    CommitRule rule =
        transactionError == KafkaError.NONE
            ? rule(groups.get(request.groupId()), claim)
            : CommitRule.always(transactionError);
    List<TxnOffsetCommitResponseTopic> results = new ArrayList<>(request.topics().size());
    for (TxnOffsetCommitRequestTopic topic : request.topics()) {
      String name =
          apiVersion >= FIRST_VERSION_WITH_TOPIC_IDS
              ? topics.nameOf(topic.topicId())
              : topic.name();
      results.add(
          new TxnOffsetCommitResponseTopic()
              .name(topic.name())
              .topicId(topic.topicId())
              .partitions(commitTopic(request, name, topic, rule, turn)));
    }
    turn.effects().reply(to, new TxnOffsetCommitResponse().topics(results));
  }

  /** Errors that only newer protocols know are told in the words of the classic one. */
  private static CommitRule rule(@Nullable Group group, MemberClaim claim) {
    if (group == null) {
      return CommitRule.always(claim.epoch() < 0 ? KafkaError.NONE : KafkaError.ILLEGAL_GENERATION);
    }
    CommitRule rule = group.checkTransactionalCommit(claim);
    return (topicId, partition) -> {
      KafkaError error = rule.check(topicId, partition);
      return error == KafkaError.STALE_MEMBER_EPOCH ? KafkaError.ILLEGAL_GENERATION : error;
    };
  }

  private List<TxnOffsetCommitResponsePartition> commitTopic(
      TxnOffsetCommitRequest request,
      @Nullable String name,
      TxnOffsetCommitRequestTopic topic,
      CommitRule rule,
      Turn turn) {
    List<TxnOffsetCommitResponsePartition> results = new ArrayList<>(topic.partitions().size());
    Uuid topicId = name == null ? null : topics.idOf(name);
    for (TxnOffsetCommitRequestPartition partition : topic.partitions()) {
      KafkaError error =
          checks.check(
              rule, name, topicId, partition.partitionIndex(), partition.committedMetadata());
      if (error == KafkaError.NONE && name != null) {
        TopicPartition at = new TopicPartition(name, partition.partitionIndex());
        put(request, new GroupKeys.OffsetKey(request.groupId(), at), partition, topicId, turn);
      }
      results.add(
          new TxnOffsetCommitResponsePartition()
              .partitionIndex(partition.partitionIndex())
              .errorCode(error.code()));
    }
    return results;
  }

  private static void put(
      TxnOffsetCommitRequest request,
      GroupKeys.OffsetKey at,
      TxnOffsetCommitRequestPartition partition,
      @Nullable Uuid topicId,
      Turn turn) {
    String metadata = partition.committedMetadata();
    CommittedOffset offset =
        new CommittedOffset(
            partition.committedOffset(),
            partition.committedLeaderEpoch(),
            metadata == null ? "" : metadata,
            turn.nowMs(),
            CommittedOffset.NO_EXPIRY,
            topicId == null ? Uuid.ZERO : topicId);
    turn.effects()
        .put(
            PendingOffsets.key(request.producerId(), at),
            new PendingOffsets.Pending(false, offset).toBytes());
  }

  /** A producer's transaction is over: what is pending of it in a group counts, or is forgotten. */
  public void end(String groupId, long producerId, boolean committed, Turn turn) {
    offsets
        .pending()
        .of(producerId)
        .forEach(
            (at, pending) -> {
              if (at.groupId().equals(groupId)) {
                if (committed && !pending.overtaken()) {
                  turn.effects()
                      .put(GroupKeys.offset(groupId, at.partition()), pending.offset().toBytes());
                }
                turn.effects().delete(PendingOffsets.key(producerId, at));
              }
            });
  }
}
