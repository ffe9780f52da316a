package dev.klamm.api.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#deleteConsumerGroups(java.util.Collection,
 * DeleteConsumerGroupsOptions)}.
 *
 * @since 0.1
 */
public final class DeleteConsumerGroupsResult {
  private final Map<String, KafkaFuture<@Nullable Void>> futures;

  /** For the client, and for tests. */
  public DeleteConsumerGroupsResult(Map<String, KafkaFuture<@Nullable Void>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /** For each group, whether it was deleted. */
  public Map<String, KafkaFuture<@Nullable Void>> deletedGroups() {
    return futures;
  }

  /** Done when every one is; fails with the error of one of them. */
  public KafkaFuture<@Nullable Void> all() {
    return KafkaFuture.allOf(futures.values());
  }
}
