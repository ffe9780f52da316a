package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The end of the last transaction is still being written. What to do: wait a moment and try again.
 *
 * <p>On the wire: {@link KafkaError#CONCURRENT_TRANSACTIONS}.
 *
 * @since 0.1
 */
public final class ConcurrentTransactionsException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public ConcurrentTransactionsException(String message) {
    this(message, null);
  }

  public ConcurrentTransactionsException(String message, @Nullable Throwable cause) {
    super(KafkaError.CONCURRENT_TRANSACTIONS, message, cause);
  }
}
