package dev.klamm.core.group;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import dev.klamm.protocol.message.OffsetFetchResponse;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartition;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopic;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * OffsetFetch. Requests up to version 7 ask for one group; they are answered as newer ones with one
 * group, in the older shape.
 *
 * <p>Who wants stable offsets only (KIP-447) is put off while a transaction is open that has one of
 * the same partition.
 */
public final class OffsetFetches {
  private static final int FIRST_VERSION_WITH_GROUPS = 8;
  private static final int FIRST_VERSION_WITH_TOPIC_IDS = 10;
  private static final CommittedOffset NONE =
      new CommittedOffset(-1, -1, "", -1, CommittedOffset.NO_EXPIRY, Uuid.ZERO);

  private final Groups groups;
  private final OffsetStore offsets;
  private final TopicNames topics;

  public OffsetFetches(Groups groups, OffsetStore offsets, TopicNames topics) {
    this.groups = groups;
    this.offsets = offsets;
    this.topics = topics;
  }

  public void fetch(
      OffsetFetchRequest request, Caller caller, ReplyHandle<OffsetFetchResponse> to, Turn turn) {
    OffsetFetchResponse answer = new OffsetFetchResponse();
    if (caller.apiVersion() >= FIRST_VERSION_WITH_GROUPS) {
      boolean byId = caller.apiVersion() >= FIRST_VERSION_WITH_TOPIC_IDS;
      List<OffsetFetchResponseGroup> results = new ArrayList<>(request.groups().size());
      for (OffsetFetchRequestGroup group : request.groups()) {
        results.add(fetchGroup(group, byId, request.requireStable()));
      }
      answer.groups(results);
    } else {
      answer.topics(
          inOldShape(
              fetchGroup(request.groupId(), inNewShape(request), false, request.requireStable())));
    }
    turn.effects().reply(to, answer);
  }

  private OffsetFetchResponseGroup fetchGroup(
      OffsetFetchRequestGroup wanted, boolean byId, boolean stableOnly) {
    Group group = groups.get(wanted.groupId());
    KafkaError error =
        group == null ? KafkaError.NONE : group.checkFetch(wanted.memberId(), wanted.memberEpoch());
    OffsetFetchResponseGroup result = new OffsetFetchResponseGroup().groupId(wanted.groupId());
    return error == KafkaError.NONE
        ? result.topics(fetchGroup(wanted.groupId(), wanted.topics(), byId, stableOnly))
        : result.errorCode(error.code());
  }

  private List<OffsetFetchResponseTopics> fetchGroup(
      String groupId,
      @Nullable List<OffsetFetchRequestTopics> wanted,
      boolean byId,
      boolean stableOnly) {
    if (wanted == null) {
      return fetchAll(groupId, byId, stableOnly);
    }
    List<OffsetFetchResponseTopics> results = new ArrayList<>(wanted.size());
    for (OffsetFetchRequestTopics topic : wanted) {
      String name = byId ? topics.nameOf(topic.topicId()) : topic.name();
      List<OffsetFetchResponsePartitions> partitions =
          new ArrayList<>(topic.partitionIndexes().size());
      for (int index : topic.partitionIndexes()) {
        partitions.add(
            name == null
                ? answer(index, NONE).errorCode(KafkaError.UNKNOWN_TOPIC_ID.code())
                : answer(groupId, new TopicPartition(name, index), stableOnly));
      }
      results.add(
          new OffsetFetchResponseTopics()
              .name(topic.name())
              .topicId(topic.topicId())
              .partitions(partitions));
    }
    return results;
  }

  private List<OffsetFetchResponseTopics> fetchAll(
      String groupId, boolean byId, boolean stableOnly) {
    Map<String, List<OffsetFetchResponsePartitions>> byTopic = new TreeMap<>();
    offsets
        .of(groupId)
        .keySet()
        .forEach(
            partition -> {
              if (current(groupId, partition) != NONE) {
                byTopic
                    .computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                    .add(answer(groupId, partition, stableOnly));
              }
            });
    List<OffsetFetchResponseTopics> results = new ArrayList<>(byTopic.size());
    byTopic.forEach(
        (topic, partitions) -> {
          Uuid id = topics.idOf(topic);
          if (id != null || !byId) {
            results.add(
                new OffsetFetchResponseTopics()
                    .name(topic)
                    .topicId(id == null ? Uuid.ZERO : id)
                    .partitions(partitions));
          }
        });
    return results;
  }

  /** The offset, unless it belongs to an earlier topic of the same name. */
  private CommittedOffset current(String groupId, TopicPartition partition) {
    CommittedOffset offset = offsets.get(groupId, partition);
    if (offset == null) {
      return NONE;
    }
    Uuid topicId = topics.idOf(partition.topic());
    boolean isStale =
        topicId != null && !offset.topicId().equals(Uuid.ZERO) && !offset.topicId().equals(topicId);
    return isStale ? NONE : offset;
  }

  private OffsetFetchResponsePartitions answer(
      String groupId, TopicPartition partition, boolean stableOnly) {
    return stableOnly && offsets.pending().has(groupId, partition)
        ? answer(partition.partition(), NONE).errorCode(KafkaError.UNSTABLE_OFFSET_COMMIT.code())
        : answer(partition.partition(), current(groupId, partition));
  }

  private static OffsetFetchResponsePartitions answer(int partition, CommittedOffset offset) {
    return new OffsetFetchResponsePartitions()
        .partitionIndex(partition)
        .committedOffset(offset.offset())
        .committedLeaderEpoch(offset.leaderEpoch())
        .metadata(offset.metadata());
  }

  private static @Nullable List<OffsetFetchRequestTopics> inNewShape(OffsetFetchRequest request) {
    var wanted = request.topics();
    if (wanted == null) {
      return null;
    }
    return wanted.stream()
        .map(
            topic ->
                new OffsetFetchRequestTopics()
                    .name(topic.name())
                    .partitionIndexes(topic.partitionIndexes()))
        .toList();
  }

  private static List<OffsetFetchResponseTopic> inOldShape(List<OffsetFetchResponseTopics> found) {
    return found.stream()
        .map(
            topic ->
                new OffsetFetchResponseTopic()
                    .name(topic.name())
                    .partitions(
                        topic.partitions().stream().map(OffsetFetches::inOldShape).toList()))
        .toList();
  }

  private static OffsetFetchResponsePartition inOldShape(OffsetFetchResponsePartitions found) {
    return new OffsetFetchResponsePartition()
        .partitionIndex(found.partitionIndex())
        .committedOffset(found.committedOffset())
        .committedLeaderEpoch(found.committedLeaderEpoch())
        .metadata(found.metadata())
        .errorCode(found.errorCode());
  }
}
