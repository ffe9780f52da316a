package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way to divide partitions among the members of a group. */
public interface PartitionAssignor {

  /** The name that members of a group agree on. */
  String name();

  /** Which ways of rebalancing it can take part in. */
  default List<RebalanceProtocol> protocols() {
    return List.of(RebalanceProtocol.EAGER);
  }

  /** What this member tells the leader beside its subscription, or null for nothing. */
  default @Nullable ByteBuffer userData() {
    return null;
  }

  /**
   * Divides the partitions. Every partition of a subscribed topic goes to one member that is
   * subscribed to it (but see {@link CooperativeStickyAssignor}), and every member gets an entry.
   *
   * @param partitionCounts how many partitions each topic has; topics that do not exist are absent
   * @param racks where the partitions' replicas are
   */
  Map<String, List<TopicPartition>> assign(
      Map<String, Integer> partitionCounts, Collection<GroupMember> members, PartitionRacks racks);

  /** The same when nothing is known of racks. */
  default Map<String, List<TopicPartition>> assign(
      Map<String, Integer> partitionCounts, Collection<GroupMember> members) {
    return assign(partitionCounts, members, PartitionRacks.UNKNOWN);
  }

  /** Hears what this member was given. */
  default void onAssignment(Collection<TopicPartition> partitions, int generation) {}
}
