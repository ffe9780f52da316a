package dev.klamm.core.group;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.protocol.message.DeleteGroupsRequest;
import dev.klamm.protocol.message.DeleteGroupsResponse;
import dev.klamm.protocol.message.DeleteGroupsResponse.DeletableGroupResult;
import dev.klamm.protocol.message.OffsetDeleteRequest;
import dev.klamm.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import dev.klamm.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import dev.klamm.protocol.message.OffsetDeleteResponse;
import dev.klamm.protocol.message.OffsetDeleteResponse.OffsetDeleteResponsePartition;
import dev.klamm.protocol.message.OffsetDeleteResponse.OffsetDeleteResponseTopic;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What takes offsets away: OffsetDelete, DeleteGroups, the end of a topic, and time (KIP-211).
 *
 * <p>Offsets of a group without members expire a retention after its last member left; those of a
 * consumer that is no member of any group, a retention after they were committed; those of a group
 * at work only where it no longer subscribes. A group without members and offsets goes with them.
 */
public final class OffsetRemovals {
  private final Groups groups;
  private final OffsetStore offsets;
  private final TopicNames topics;
  private final GroupSettings settings;

  public OffsetRemovals(
      Groups groups, OffsetStore offsets, TopicNames topics, GroupSettings settings) {
    this.groups = groups;
    this.offsets = offsets;
    this.topics = topics;
    this.settings = settings;
  }

  public void deleteOffsets(
      OffsetDeleteRequest request, ReplyHandle<OffsetDeleteResponse> to, Turn turn) {
    Group group = groups.get(request.groupId());
    if (request.groupId().isEmpty()) {
      refuse(to, KafkaError.INVALID_GROUP_ID, turn);
    } else if (group == null) {
      refuse(to, KafkaError.GROUP_ID_NOT_FOUND, turn);
    } else if (group.checkOffsetDelete() != KafkaError.NONE) {
      refuse(to, group.checkOffsetDelete(), turn);
    } else {
      List<OffsetDeleteResponseTopic> results = new ArrayList<>(request.topics().size());
      for (OffsetDeleteRequestTopic topic : request.topics()) {
        results.add(deleteInTopic(group, topic, group.isSubscribedTo(topic.name()), turn));
      }
      turn.effects().reply(to, new OffsetDeleteResponse().topics(results));
    }
  }

  private static void refuse(ReplyHandle<OffsetDeleteResponse> to, KafkaError error, Turn turn) {
    turn.effects().replyNow(to, new OffsetDeleteResponse().errorCode(error.code()));
  }

  private OffsetDeleteResponseTopic deleteInTopic(
      Group group, OffsetDeleteRequestTopic topic, boolean inUse, Turn turn) {
    List<OffsetDeleteResponsePartition> results = new ArrayList<>(topic.partitions().size());
    for (OffsetDeleteRequestPartition partition : topic.partitions()) {
      TopicPartition at = new TopicPartition(topic.name(), partition.partitionIndex());
      results.add(
          new OffsetDeleteResponsePartition()
              .partitionIndex(partition.partitionIndex())
              .errorCode(deleteOne(group, at, inUse, turn).code()));
    }
    return new OffsetDeleteResponseTopic().name(topic.name()).partitions(results);
  }

  private KafkaError deleteOne(Group group, TopicPartition partition, boolean inUse, Turn turn) {
    if (topics.idOf(partition.topic()) == null) {
      return KafkaError.UNKNOWN_TOPIC_OR_PARTITION;
    }
    if (inUse) {
      return KafkaError.GROUP_SUBSCRIBED_TO_TOPIC;
    }
    if (offsets.get(group.groupId(), partition) != null) {
      turn.effects().delete(GroupKeys.offset(group.groupId(), partition));
    }
    offsets.pending().forget(new GroupKeys.OffsetKey(group.groupId(), partition), turn);
    return KafkaError.NONE;
  }

  public void deleteGroups(
      DeleteGroupsRequest request, ReplyHandle<DeleteGroupsResponse> to, Turn turn) {
    List<DeletableGroupResult> results = new ArrayList<>(request.groupsNames().size());
    for (String groupId : new LinkedHashSet<>(request.groupsNames())) {
      Group group = groups.get(groupId);
      DeletableGroupResult result = new DeletableGroupResult().groupId(groupId);
      if (group == null) {
        result
            .errorCode(KafkaError.GROUP_ID_NOT_FOUND.code())
            .errorMessage("Group " + groupId + " does not exist.");
      } else if (!group.isEmpty()) {
        result
            .errorCode(KafkaError.NON_EMPTY_GROUP.code())
            .errorMessage(
                "Group "
                    + groupId
                    + " has members (state "
                    + group.stateName()
                    + "); stop them first.");
      } else {
        deleteGroup(group, turn);
      }
      results.add(result);
    }
    turn.effects().reply(to, new DeleteGroupsResponse().results(results));
  }

  private void deleteGroup(Group group, Turn turn) {
    for (TopicPartition partition : offsets.of(group.groupId()).keySet()) {
      turn.effects().delete(GroupKeys.offset(group.groupId(), partition));
    }
    offsets.pending().forgetGroup(group.groupId(), turn);
    group.delete(turn);
  }

  public void onTopicDeleted(String topic, Turn turn) {
    for (GroupKeys.OffsetKey key : offsets.inTopic(topic)) {
      turn.effects().delete(GroupKeys.offset(key.groupId(), key.partition()));
    }
    offsets.pending().forgetTopic(topic, turn);
  }

  public void removeExpired(Turn turn) {
    for (Group group : groups.all()) {
      boolean noneLeft = removeExpired(group, turn);
      if (noneLeft && group.isIdle()) {
        group.delete(turn);
      }
    }
  }

  /** Removes what has expired, and tells whether nothing is left. */
  private boolean removeExpired(Group group, Turn turn) {
    boolean noneLeft = !offsets.pending().has(group.groupId());
    for (var entry : offsets.of(group.groupId()).entrySet()) {
      TopicPartition partition = entry.getKey();
      CommittedOffset offset = entry.getValue();
      long idleSinceMs = group.idleSinceMs(offset);
      if (group.mayForget(partition.topic())
          && !offsets.pending().has(group.groupId(), partition)
          && offset.isExpired(turn.nowMs(), idleSinceMs, settings.offsetsRetentionMs())) {
        turn.effects().delete(GroupKeys.offset(group.groupId(), partition));
      } else {
        noneLeft = false;
      }
    }
    return noneLeft;
  }
}
