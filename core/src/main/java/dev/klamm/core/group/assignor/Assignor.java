package dev.klamm.core.group.assignor;

import java.util.List;
import java.util.Map;

/**
 * A way to divide partitions. Every partition of a topic that somebody reads goes to exactly one
 * member that reads it. The same question gets the same answer, whatever the order of the members.
 */
public interface Assignor {

  /** The name in {@code group.consumer.assignors} and in heartbeats. */
  String name();

  /** Divides; the result has an entry for every member. */
  Map<String, PartitionSet> assign(Division division);

  /** Those there are, by the order of Kafka's default. */
  static List<Assignor> all() {
    return List.of(new UniformAssignor(), new RangeAssignor());
  }
}
