package dev.klamm.server.group;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.ConsumerGroupDescription;
import dev.klamm.api.admin.GroupState;
import dev.klamm.api.admin.OffsetSpec;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.TopicPartitionInfo;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.GroupIdNotFoundException;
import dev.klamm.server.terminal.CommandFailure;
import dev.klamm.server.terminal.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the group commands ask a cluster about offsets. */
record Offsets(Admin admin) {

  static final Comparator<TopicPartition> IN_ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /** A group that must exist. */
  ConsumerGroupDescription group(String name) {
    return find(name).orElseThrow(() -> new CommandFailure("group '" + name + "' does not exist"));
  }

  /** A group, if it exists: one that does not is dead by an old description. */
  Optional<ConsumerGroupDescription> find(String name) {
    try {
      ConsumerGroupDescription group =
          Outcome.of(
              Objects.requireNonNull(
                  admin.describeConsumerGroups(List.of(name)).describedGroups().get(name)));
      return group.groupState() == GroupState.DEAD ? Optional.empty() : Optional.of(group);
    } catch (GroupIdNotFoundException e) {
      return Optional.empty();
    }
  }

  /** A group's committed offsets, in order. */
  Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    Map<TopicPartition, OffsetAndMetadata> committed = new TreeMap<>(IN_ORDER);
    Map<TopicPartition, @Nullable OffsetAndMetadata> found =
        Outcome.of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group));
    found.forEach(
        (partition, offset) -> {
          if (offset != null) {
            committed.put(partition, offset);
          }
        });
    return committed;
  }

  /** Offsets of partitions, without those whose topic is gone. */
  Map<TopicPartition, Long> of(Collection<TopicPartition> partitions, OffsetSpec which) {
    Set<String> topics = Outcome.of(admin.listTopics().names());
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (TopicPartition partition : partitions) {
      if (topics.contains(partition.topic())) {
        asked.put(partition, which);
      }
    }
    Map<TopicPartition, Long> offsets = new TreeMap<>(IN_ORDER);
    Outcome.of(admin.listOffsets(asked).all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /**
   * The partitions that {@code topic} or {@code topic:0,1} mean.
   *
   * @throws IllegalArgumentException when it means none
   */
  List<TopicPartition> partitions(String text) {
    int colon = text.lastIndexOf(':');
    String topic = colon < 0 ? text : text.substring(0, colon);
    List<Integer> there =
        Objects.requireNonNull(
                Outcome.of(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic))
            .partitions()
            .stream()
            .map(TopicPartitionInfo::partition)
            .toList();
    List<TopicPartition> chosen = new ArrayList<>();
    for (int partition : colon < 0 ? there : numbers(text, colon + 1)) {
      if (!there.contains(partition)) {
        throw new CommandFailure(
            "topic '" + topic + "' has no partition " + partition + ", only " + there);
      }
      chosen.add(new TopicPartition(topic, partition));
    }
    return chosen;
  }

  private static List<Integer> numbers(String text, int from) {
    try {
      return List.of(text.substring(from).split(",")).stream()
          .map(Integer::valueOf)
          .collect(Collectors.toList());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--topic is '" + text + "', it must be a topic, or topic:0,1 for some partitions", e);
    }
  }
}
