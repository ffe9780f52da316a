package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The record was not sent because its transaction was aborted.
 *
 * @since 0.1
 */
public final class TransactionAbortedException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public TransactionAbortedException(String message) {
    this(message, null);
  }

  public TransactionAbortedException(String message, @Nullable Throwable cause) {
    super(KafkaError.TRANSACTION_ABORTABLE, message, cause);
  }
}
