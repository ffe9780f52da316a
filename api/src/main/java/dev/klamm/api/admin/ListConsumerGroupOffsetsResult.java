package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#listConsumerGroupOffsets(java.util.Map,
 * ListConsumerGroupOffsetsOptions)}.
 *
 * @since 0.1
 */
public final class ListConsumerGroupOffsetsResult {
  private final Map<String, KafkaFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>>> futures;

  /** For the client, and for tests. */
  public ListConsumerGroupOffsetsResult(
      Map<String, KafkaFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /**
   * The offsets of the only group that was asked for; null for a partition that was named and has
   * none.
   *
   * @throws IllegalStateException if several groups were asked for
   */
  public KafkaFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>>
      partitionsToOffsetAndMetadata() {
    if (futures.size() != 1) {
      throw new IllegalStateException(
          "name one of the groups that were asked for: " + futures.keySet());
    }
    return futures.values().iterator().next();
  }

  /**
   * The offsets of one group; null for a partition that was named and has none.
   *
   * @throws IllegalArgumentException if it was not asked for
   */
  public KafkaFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>>
      partitionsToOffsetAndMetadata(String groupId) {
    return Requested.in(futures, groupId);
  }

  /** The offsets of all groups, when every one is read; fails with the error of one of them. */
  public KafkaFuture<Map<String, Map<TopicPartition, @Nullable OffsetAndMetadata>>> all() {
    return KafkaFuture.allOf(futures);
  }
}
