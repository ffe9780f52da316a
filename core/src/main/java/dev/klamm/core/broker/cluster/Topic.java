package dev.klamm.core.broker.cluster;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.log.Partition;
import dev.klamm.core.runtime.Ordered;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A topic as of some moment. Immutable; its partitions are not.
 *
 * @param overrides what was configured for this topic, by Kafka's keys
 * @param settings what holds for it, the broker's defaults included
 */
public record Topic(
    String name,
    Uuid id,
    List<Partition> partitions,
    Map<String, String> overrides,
    TopicSettings settings) {

  public Topic {
    partitions = List.copyOf(partitions);
    overrides = Ordered.map(overrides);
  }

  /** The partition of a number, or null. */
  public @Nullable Partition partition(int number) {
    return number >= 0 && number < partitions.size() ? partitions.get(number) : null;
  }

  /** Whether Kafka counts it as its own: such topics are hidden from clients' patterns. */
  public boolean isInternal() {
    return name.equals("__consumer_offsets") || name.equals("__transaction_state");
  }
}
