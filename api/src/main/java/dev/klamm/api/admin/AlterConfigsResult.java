package dev.klamm.api.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#incrementalAlterConfigs(java.util.Map, AlterConfigsOptions)}.
 *
 * @since 0.1
 */
public final class AlterConfigsResult {
  private final Map<ConfigResource, KafkaFuture<@Nullable Void>> futures;

  /** For the client, and for tests. */
  public AlterConfigsResult(Map<ConfigResource, KafkaFuture<@Nullable Void>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /** For each resource, whether it was changed. */
  public Map<ConfigResource, KafkaFuture<@Nullable Void>> values() {
    return futures;
  }

  /** Done when every one is; fails with the error of one of them. */
  public KafkaFuture<@Nullable Void> all() {
    return KafkaFuture.allOf(futures.values());
  }
}
