package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Deals all partitions of all topics out in turn, passing over members that do not want them. Racks
 * make no difference to it.
 */
public final class RoundRobinAssignor implements PartitionAssignor {
  public static final String NAME = "roundrobin";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, List<TopicPartition>> assign(
      Map<String, Integer> partitionCounts, Collection<GroupMember> members, PartitionRacks racks) {
    Map<String, List<TopicPartition>> assigned = new HashMap<>();
    List<GroupMember> circle = new ArrayList<>(members);
    circle.sort(null);
    List<Set<String>> wishes = new ArrayList<>();
    TreeSet<String> topics = new TreeSet<>();
    for (GroupMember member : circle) {
      assigned.put(member.id(), new ArrayList<>());
      wishes.add(new HashSet<>(member.topics()));
      topics.addAll(member.topics());
    }
    int turn = 0;
    for (String topic : topics) {
      for (int i = 0; i < partitionCounts.getOrDefault(topic, 0); i++) {
        while (!wishes.get(turn).contains(topic)) {
          turn = (turn + 1) % circle.size();
        }
        List<TopicPartition> taken = assigned.get(circle.get(turn).id());
        if (taken != null) {
          taken.add(new TopicPartition(topic, i));
        }
        turn = (turn + 1) % circle.size();
      }
    }
    return assigned;
  }
}
