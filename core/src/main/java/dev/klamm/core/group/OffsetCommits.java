package dev.klamm.core.group;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.klamm.protocol.message.OffsetCommitResponse;
import dev.klamm.protocol.message.OffsetCommitResponse.OffsetCommitResponsePartition;
import dev.klamm.protocol.message.OffsetCommitResponse.OffsetCommitResponseTopic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OffsetCommit, by members of a group and by consumers that only keep their offsets here. */
public final class OffsetCommits {
  private static final int FIRST_VERSION_WITH_TOPIC_IDS = 10;

  /** Before this version, clients know no error for a group that does not exist. */
  private static final int FIRST_VERSION_WITH_GROUP_ID_NOT_FOUND = 9;

  private final Groups groups;
  private final OffsetStore offsets;
  private final TopicNames topics;
  private final CommitChecks checks;

  public OffsetCommits(
      Groups groups, OffsetStore offsets, TopicNames topics, GroupSettings settings) {
    this.groups = groups;
    this.offsets = offsets;
    this.topics = topics;
    this.checks = new CommitChecks(topics, settings);
  }

  public void commit(
      OffsetCommitRequest request, Caller caller, ReplyHandle<OffsetCommitResponse> to, Turn turn) {
    Group group = groups.get(request.groupId());
    MemberClaim claim =
        new MemberClaim(
            request.memberId(), request.groupInstanceId(), request.generationIdOrMemberEpoch());
    CommitRule rule = rule(group, claim, caller);
    if (group != null) {
      group.onCommit(claim, turn);
    }
    boolean byId = caller.apiVersion() >= FIRST_VERSION_WITH_TOPIC_IDS;
    List<OffsetCommitResponseTopic> results = new ArrayList<>(request.topics().size());
    for (OffsetCommitRequestTopic topic : request.topics()) {
      String name = byId ? topics.nameOf(topic.topicId()) : topic.name();
      results.add(
          new OffsetCommitResponseTopic()
              .name(topic.name())
              .topicId(topic.topicId())
              .partitions(commitTopic(request, name, topic, rule, turn)));
    }
    OffsetCommitResponse answer = new OffsetCommitResponse().topics(results);
    turn.effects().reply(to, answer);
  }

  private static CommitRule rule(@Nullable Group group, MemberClaim claim, Caller caller) {
    if (group != null) {
      return group.checkCommit(claim, caller.apiVersion());
    }
    if (claim.epoch() < 0) {
      return CommitRule.always(KafkaError.NONE);
    }
    return CommitRule.always(
        caller.apiVersion() >= FIRST_VERSION_WITH_GROUP_ID_NOT_FOUND
            ? KafkaError.GROUP_ID_NOT_FOUND
            : KafkaError.ILLEGAL_GENERATION);
  }

  private List<OffsetCommitResponsePartition> commitTopic(
      OffsetCommitRequest request,
      @Nullable String name,
      OffsetCommitRequestTopic topic,
      CommitRule rule,
      Turn turn) {
    List<OffsetCommitResponsePartition> results = new ArrayList<>(topic.partitions().size());
    Uuid topicId = name == null ? null : topics.idOf(name);
    for (OffsetCommitRequestPartition partition : topic.partitions()) {
      KafkaError error =
          checks.check(
              rule, name, topicId, partition.partitionIndex(), partition.committedMetadata());
      if (error == KafkaError.NONE && name != null) {
        GroupKeys.OffsetKey key =
            new GroupKeys.OffsetKey(
                request.groupId(), new TopicPartition(name, partition.partitionIndex()));
        put(key, partition, topicId, request.retentionTimeMs(), turn);
        offsets.pending().overtake(key, turn);
      }
      results.add(
          new OffsetCommitResponsePartition()
              .partitionIndex(partition.partitionIndex())
              .errorCode(error.code()));
    }
    return results;
  }

  private static void put(
      GroupKeys.OffsetKey key,
      OffsetCommitRequestPartition partition,
      @Nullable Uuid topicId,
      long retentionMs,
      Turn turn) {
    String metadata = partition.committedMetadata();
    CommittedOffset offset =
        new CommittedOffset(
            partition.committedOffset(),
            partition.committedLeaderEpoch(),
            metadata == null ? "" : metadata,
            turn.nowMs(),
            retentionMs < 0 ? CommittedOffset.NO_EXPIRY : turn.nowMs() + retentionMs,
            topicId == null ? Uuid.ZERO : topicId);
    turn.effects().put(GroupKeys.offset(key.groupId(), key.partition()), offset.toBytes());
  }
}
