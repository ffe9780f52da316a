package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.Cluster;
import dev.klamm.api.cluster.Node;
import dev.klamm.api.cluster.PartitionInfo;
import dev.klamm.api.cluster.TopicPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The racks in which partitions have replicas, so that members can be given partitions that are
 * near them (KIP-881). It says nothing when racks make no difference: when they are not known, when
 * no member is in a rack of a replica, or when every partition has a replica in every rack.
 */
public final class PartitionRacks {
  /** Says nothing. */
  public static final PartitionRacks UNKNOWN = new PartitionRacks(Map.of());

  private final Map<TopicPartition, Set<String>> racks;

  public PartitionRacks(Map<TopicPartition, Set<String>> racks) {
    this.racks = Map.copyOf(racks);
  }

  /** The racks of these topics' replicas, as far as the cluster tells. */
  static PartitionRacks of(Cluster cluster, Collection<String> topics) {
    Map<TopicPartition, Set<String>> racks = new HashMap<>();
    for (String topic : topics) {
      for (PartitionInfo partition : cluster.partitionsForTopic(topic)) {
        racks.put(new TopicPartition(topic, partition.partition()), racks(partition));
      }
    }
    return new PartitionRacks(racks);
  }

  private static Set<String> racks(PartitionInfo partition) {
    Set<String> found = new HashSet<>();
    for (Node replica : partition.replicas()) {
      String rack = replica.rack();
      if (rack != null && !rack.isEmpty()) {
        found.add(rack);
      }
    }
    return found;
  }

  /** The same if it makes a difference for these members, else {@link #UNKNOWN}. */
  PartitionRacks usefulFor(Collection<GroupMember> members) {
    Set<String> ofMembers = new HashSet<>();
    for (GroupMember member : members) {
      String rack = member.rack();
      if (rack != null && !rack.isEmpty()) {
        ofMembers.add(rack);
      }
    }
    Set<String> all = new HashSet<>();
    racks.values().forEach(all::addAll);
    boolean met = ofMembers.stream().anyMatch(all::contains);
    boolean alike = racks.values().stream().allMatch(all::equals);
    return met && !alike ? this : UNKNOWN;
  }

  boolean isKnown() {
    return !racks.isEmpty();
  }

  /** Whether a replica of the partition is where the member is; false if that is not known. */
  boolean isNear(@Nullable String rack, TopicPartition partition) {
    return rack != null && racks.getOrDefault(partition, Set.of()).contains(rack);
  }
}
