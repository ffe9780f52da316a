package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which offsets of a group are wanted; all of them unless partitions are named.
 *
 * @since 0.1
 */
public final class ListConsumerGroupOffsetsSpec {
  private @Nullable Collection<TopicPartition> topicPartitions;

  /** Names the partitions; null stands for all that have an offset. */
  public ListConsumerGroupOffsetsSpec topicPartitions(
      @Nullable Collection<TopicPartition> partitions) {
    topicPartitions = partitions == null ? null : List.copyOf(partitions);
    return this;
  }

  /** The partitions, or null for all that have an offset. */
  public @Nullable Collection<TopicPartition> topicPartitions() {
    return topicPartitions;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ListConsumerGroupOffsetsSpec that
        && Objects.equals(topicPartitions, that.topicPartitions);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(topicPartitions);
  }

  @Override
  public String toString() {
    return "ListConsumerGroupOffsetsSpec(topicPartitions=" + topicPartitions + ")";
  }
}
