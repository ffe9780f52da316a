package dev.klamm.core.group;

import static dev.klamm.core.group.GroupState.COMPLETING_REBALANCE;
import static dev.klamm.core.group.GroupState.EMPTY;

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
final class OffsetCommits {
  private static final int FIRST_VERSION_WITH_TOPIC_IDS = 10;

  /** Before this version, clients know no error for a group that does not exist. */
  private static final int FIRST_VERSION_WITH_GROUP_ID_NOT_FOUND = 9;

  private final Groups groups;
  private final TopicNames topics;
  private final GroupSettings settings;

  OffsetCommits(Groups groups, TopicNames topics, GroupSettings settings) {
    this.groups = groups;
    this.topics = topics;
    this.settings = settings;
  }

  void commit(
      OffsetCommitRequest request, Caller caller, ReplyHandle<OffsetCommitResponse> to, Turn turn) {
    ClassicGroup group = groups.get(request.groupId());
    KafkaError groupError = check(group, request, caller);
    if (group != null && groupError == KafkaError.NONE) {
      keepAlive(group, request.memberId(), turn);
    }
    boolean byId = caller.apiVersion() >= FIRST_VERSION_WITH_TOPIC_IDS;
    List<OffsetCommitResponseTopic> results = new ArrayList<>(request.topics().size());
    for (OffsetCommitRequestTopic topic : request.topics()) {
      String name = byId ? topics.nameOf(topic.topicId()) : topic.name();
      results.add(
          new OffsetCommitResponseTopic()
              .name(topic.name())
              .topicId(topic.topicId())
              .partitions(commitTopic(request, name, topic, groupError, turn)));
    }
    OffsetCommitResponse answer = new OffsetCommitResponse().topics(results);
    turn.effects().reply(to, answer);
  }

  private static void keepAlive(ClassicGroup group, String memberId, Turn turn) {
    GroupMember member = group.members().get(memberId);
    if (member != null) {
      Rebalances.keepAlive(group, member, turn);
    }
  }

  private static KafkaError check(
      @Nullable ClassicGroup group, OffsetCommitRequest request, Caller caller) {
    int generation = request.generationIdOrMemberEpoch();
    if (group == null) {
      if (generation < 0) {
        return KafkaError.NONE;
      }
      return caller.apiVersion() >= FIRST_VERSION_WITH_GROUP_ID_NOT_FOUND
          ? KafkaError.GROUP_ID_NOT_FOUND
          : KafkaError.ILLEGAL_GENERATION;
    }
    if (generation < 0 && group.is(EMPTY)) {
      return KafkaError.NONE;
    }
    boolean namesMember =
        generation >= 0 || !request.memberId().isEmpty() || request.groupInstanceId() != null;
    if (!namesMember) {
      // Someone who only keeps offsets here must not disturb a group at work.
      return group.is(EMPTY) ? KafkaError.NONE : KafkaError.UNKNOWN_MEMBER_ID;
    }
    KafkaError error = group.check(request.memberId(), request.groupInstanceId());
    if (error != KafkaError.NONE) {
      return error;
    }
    if (generation != group.generation()) {
      return KafkaError.ILLEGAL_GENERATION;
    }
    return group.is(COMPLETING_REBALANCE) ? KafkaError.REBALANCE_IN_PROGRESS : KafkaError.NONE;
  }

  private List<OffsetCommitResponsePartition> commitTopic(
      OffsetCommitRequest request,
      @Nullable String name,
      OffsetCommitRequestTopic topic,
      KafkaError groupError,
      Turn turn) {
    List<OffsetCommitResponsePartition> results = new ArrayList<>(topic.partitions().size());
    Uuid topicId = name == null ? null : topics.idOf(name);
    for (OffsetCommitRequestPartition partition : topic.partitions()) {
      KafkaError error = checkPartition(name, partition, groupError);
      if (error == KafkaError.NONE && name != null) {
        GroupKeys.OffsetKey key =
            new GroupKeys.OffsetKey(
                request.groupId(), new TopicPartition(name, partition.partitionIndex()));
        put(key, partition, topicId, request.retentionTimeMs(), turn);
      }
      results.add(
          new OffsetCommitResponsePartition()
              .partitionIndex(partition.partitionIndex())
              .errorCode(error.code()));
    }
    return results;
  }

  private KafkaError checkPartition(
      @Nullable String name, OffsetCommitRequestPartition partition, KafkaError groupError) {
    if (name == null) {
      return KafkaError.UNKNOWN_TOPIC_ID;
    }
    if (!topics.hasPartition(name, partition.partitionIndex())) {
      return KafkaError.UNKNOWN_TOPIC_OR_PARTITION;
    }
    if (groupError != KafkaError.NONE) {
      return groupError;
    }
    String metadata = partition.committedMetadata();
    return metadata != null && metadata.length() > settings.offsetMetadataMaxBytes()
        ? KafkaError.OFFSET_METADATA_TOO_LARGE
        : KafkaError.NONE;
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
