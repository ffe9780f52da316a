package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Cuts each topic into one run of neighbouring partitions per member, so that topics with as many
 * partitions are cut alike and can be joined. The first members get one more where it does not come
 * out even. Where racks are known, a member takes the partitions near it first (KIP-881).
 */
public final class RangeAssignor implements PartitionAssignor {
  public static final String NAME = "range";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, List<TopicPartition>> assign(
      Map<String, Integer> partitionCounts, Collection<GroupMember> members, PartitionRacks racks) {
    Map<String, List<TopicPartition>> assigned = new HashMap<>();
    members.forEach(member -> assigned.put(member.id(), new ArrayList<>()));
    Map<Alike, List<String>> alike = new LinkedHashMap<>();
    byTopic(members)
        .forEach(
            (topic, takers) ->
                alike
                    .computeIfAbsent(
                        new Alike(takers, partitionCounts.getOrDefault(topic, 0)),
                        key -> new ArrayList<>())
                    .add(topic));
    alike.forEach((key, topics) -> new RangeCut(key, topics, racks).cut(assigned));
    return assigned;
  }

  /** What topics have in common that are cut alike. */
  record Alike(List<GroupMember> takers, int partitions) {}

  private static Map<String, List<GroupMember>> byTopic(Collection<GroupMember> members) {
    Map<String, List<GroupMember>> byTopic = new TreeMap<>();
    members.stream()
        .sorted()
        .forEach(
            member ->
                new TreeSet<>(member.topics())
                    .forEach(
                        topic ->
                            byTopic.computeIfAbsent(topic, t -> new ArrayList<>()).add(member)));
    return byTopic;
  }
}
