package dev.klamm.api.admin;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#abortTransaction(AbortTransactionSpec, AbortTransactionOptions)}.
 *
 * @since 0.1
 */
public final class AbortTransactionResult {
  private final KafkaFuture<@Nullable Void> future;

  /** For the client, and for tests. */
  public AbortTransactionResult(KafkaFuture<@Nullable Void> future) {
    this.future = future;
  }

  /** Done when the transaction is aborted. */
  public KafkaFuture<@Nullable Void> all() {
    return future;
  }
}
