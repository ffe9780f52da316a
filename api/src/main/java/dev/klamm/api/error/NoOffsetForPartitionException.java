package dev.klamm.api.error;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Collection;
import java.util.Set;

/**
 * The group has committed no offset for a partition, and {@code auto.offset.reset} is {@code none}.
 *
 * @since 0.1
 */
public final class NoOffsetForPartitionException extends InvalidOffsetException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // always one of the JDK's serializable sets
  private final Set<TopicPartition> partitions;

  public NoOffsetForPartitionException(TopicPartition partition) {
    this(Set.of(partition));
  }

  public NoOffsetForPartitionException(Collection<TopicPartition> partitions) {
    super(
        KafkaError.OFFSET_OUT_OF_RANGE,
        "no offset is committed for "
            + partitions
            + " and auto.offset.reset is none: seek there, or set auto.offset.reset",
        null);
    this.partitions = Set.copyOf(partitions);
  }

  @Override
  public Set<TopicPartition> partitions() {
    return partitions;
  }
}
