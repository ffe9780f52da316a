package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cuts each topic into one run of neighbouring partitions per member, so that topics with as many
 * partitions are cut alike and can be joined. The first members get one more where it does not come
 * out even.
 */
public final class RangeAssignor implements PartitionAssignor {
  public static final String NAME = "range";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, List<TopicPartition>> assign(
      Map<String, Integer> partitionCounts, Collection<GroupMember> members) {
    Map<String, List<TopicPartition>> assigned = new HashMap<>();
    members.forEach(member -> assigned.put(member.id(), new ArrayList<>()));
    byTopic(members)
        .forEach(
            (topic, takers) ->
                cut(topic, partitionCounts.getOrDefault(topic, 0), takers, assigned));
    return assigned;
  }

  private static Map<String, List<GroupMember>> byTopic(Collection<GroupMember> members) {
    Map<String, List<GroupMember>> byTopic = new TreeMap<>();
    members.stream()
        .sorted()
        .forEach(
            member ->
                member
                    .topics()
                    .forEach(
                        topic ->
                            byTopic.computeIfAbsent(topic, t -> new ArrayList<>()).add(member)));
    return byTopic;
  }

  private static void cut(
      String topic,
      int count,
      List<GroupMember> takers,
      Map<String, List<TopicPartition>> assigned) {
    int each = count / takers.size();
    int withOneMore = count % takers.size();
    int next = 0;
    for (int i = 0; i < takers.size(); i++) {
      int end = next + each + (i < withOneMore ? 1 : 0);
      List<TopicPartition> taken = assigned.get(takers.get(i).id());
      for (; next < end && taken != null; next++) {
        taken.add(new TopicPartition(topic, next));
      }
    }
  }
}
