package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#deleteRecords(java.util.Map, DeleteRecordsOptions)}.
 *
 * @since 0.1
 */
public final class DeleteRecordsResult {
  private final Map<TopicPartition, KafkaFuture<DeletedRecords>> futures;

  /** For the client, and for tests. */
  public DeleteRecordsResult(Map<TopicPartition, KafkaFuture<DeletedRecords>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /** What is left of each partition. */
  public Map<TopicPartition, KafkaFuture<DeletedRecords>> lowWatermarks() {
    return futures;
  }

  /** Done when every one is; fails with the error of one of them. */
  public KafkaFuture<@Nullable Void> all() {
    return KafkaFuture.allOf(futures.values());
  }
}
