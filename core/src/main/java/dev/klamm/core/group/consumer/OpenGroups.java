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
  private final Migrations migrations;

  OpenGroups(Groups groups, TopicNames topics, Migrations migrations) {
    this.groups = groups;
    this.topics = topics;
    this.migrations = migrations;
  }

  /**
   * A group to work with.
   *
   * @param formerly the classic group whose place it takes, or null
   */
  record Opened(ConsumerGroup group, @Nullable ClassicGroup formerly) {}

  Opened forHeartbeat(String groupId, boolean joins, long nowMs) {
    Group known = groups.get(groupId);
    if (known instanceof ConsumerGroup group) {
      return new Opened(group, null);
    }
    if (!joins) {
      throw notFound(groupId, known);
    }
    if (known instanceof ClassicGroup classic) {
      ConsumerGroup group =
          classic.isEmpty()
              ? new ConsumerGroup(groupId, topics)
              : migrations.upgraded(classic, nowMs);
      return new Opened(group, classic);
    }
    return new Opened(new ConsumerGroup(groupId, topics), null);
  }

  /** Makes it one of the groups there are; called when nothing can fail any more. */
  void register(Opened opened, Turn turn) {
    if (opened.formerly() != null) {
      migrations.upgrade(opened.formerly(), opened.group(), turn);
    } else if (opened.group().isNew()) {
      groups.put(opened.group());
    }
  }

  /** The consumer group of an id. */
  ConsumerGroup existing(String groupId) {
    Group known = groups.get(groupId);
    if (known instanceof ConsumerGroup group) {
      return group;
    }
    throw notFound(groupId, known);
  }

  private static Refusal notFound(String groupId, @Nullable Group known) {
    return new Refusal(
        KafkaError.GROUP_ID_NOT_FOUND,
        known == null
            ? "Group " + groupId + " not found."
            : "Group " + groupId + " is not a consumer group.");
  }
}
