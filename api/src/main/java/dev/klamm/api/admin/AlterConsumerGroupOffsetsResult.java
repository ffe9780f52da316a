package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#alterConsumerGroupOffsets(String, java.util.Map,
 * AlterConsumerGroupOffsetsOptions)}.
 *
 * @since 0.1
 */
public final class AlterConsumerGroupOffsetsResult {
  private final Map<TopicPartition, KafkaFuture<@Nullable Void>> futures;

  /** For the client, and for tests. */
  public AlterConsumerGroupOffsetsResult(Map<TopicPartition, KafkaFuture<@Nullable Void>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /**
   * Whether the offset of one partition was changed.
   *
   * @throws IllegalArgumentException if it was not part of the request
   */
  public KafkaFuture<@Nullable Void> partitionResult(TopicPartition partition) {
    return Requested.in(futures, partition);
  }

  /** Done when every one is; fails with the error of one of them. */
  public KafkaFuture<@Nullable Void> all() {
    return KafkaFuture.allOf(futures.values());
  }
}
