package dev.klamm.core.group.consumer;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.Group;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.TopicNames;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.classic.ClassicGroup;
import org.jspecify.annotations.Nullable;

/** Finds the group that a heartbeat means, or makes it, of a classic one if need be. */
final class OpenGroups {
  private final Groups groups;
  private final TopicNames topics;

  OpenGroups(Groups groups, TopicNames topics) {
    this.groups = groups;
    this.topics = topics;
  }

  /**
   * A group to work with.
   *
   * @param formerly the classic group whose place it takes, or null
   */
  record Opened(Groups groups, ConsumerGroup group, @Nullable ClassicGroup formerly) {

    /** Makes it one of the groups there are; called when nothing can fail any more. */
    void register(Turn turn) {
      if (formerly != null) {
        formerly.delete(turn);
      }
      groups.put(group);
    }
  }

  Opened forHeartbeat(String groupId, boolean joins) {
    Group known = groups.get(groupId);
    if (known instanceof ConsumerGroup group) {
      return new Opened(groups, group, null);
    }
    if (!joins) {
      throw new Refusal(
          KafkaError.GROUP_ID_NOT_FOUND,
          known == null
              ? "Group " + groupId + " not found."
              : "Group " + groupId + " is not a consumer group.");
    }
    if (known instanceof ClassicGroup classic) {
      return take(classic);
    }
    return new Opened(groups, new ConsumerGroup(groupId, topics), null);
  }

  private Opened take(ClassicGroup classic) {
    if (!classic.isEmpty()) {
      throw new Refusal(
          KafkaError.GROUP_ID_NOT_FOUND,
          "Group " + classic.groupId() + " is not a consumer group.");
    }
    return new Opened(groups, new ConsumerGroup(classic.groupId(), topics), classic);
  }

  /** The consumer group of an id. */
  ConsumerGroup existing(String groupId) {
    return forHeartbeat(groupId, false).group();
  }
}
