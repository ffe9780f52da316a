package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The transaction cannot be completed. What to do: abort it and begin a new one; the producer stays
 * usable.
 *
 * <p>On the wire: {@link KafkaError#TRANSACTION_ABORTABLE}.
 *
 * @since 0.1
 */
public final class TransactionAbortableException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public TransactionAbortableException(String message) {
    this(message, null);
  }

  public TransactionAbortableException(String message, @Nullable Throwable cause) {
    super(KafkaError.TRANSACTION_ABORTABLE, message, cause);
  }
}
