package dev.klamm.api.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#createPartitions(java.util.Map, CreatePartitionsOptions)}.
 *
 * @since 0.1
 */
public final class CreatePartitionsResult {
  private final Map<String, KafkaFuture<@Nullable Void>> futures;

  /** For the client, and for tests. */
  public CreatePartitionsResult(Map<String, KafkaFuture<@Nullable Void>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /** For each topic, whether it has the partitions. */
  public Map<String, KafkaFuture<@Nullable Void>> values() {
    return futures;
  }

  /** Done when every one is; fails with the error of one of them. */
  public KafkaFuture<@Nullable Void> all() {
    return KafkaFuture.allOf(futures.values());
  }
}
