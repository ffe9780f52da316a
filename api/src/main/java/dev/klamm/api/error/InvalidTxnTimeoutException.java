package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The transaction time-out is longer than the broker allows. What to do: lower
 * transaction.timeout.ms, or raise transaction.max.timeout.ms of the broker.
 *
 * <p>On the wire: {@link KafkaError#INVALID_TRANSACTION_TIMEOUT}.
 *
 * @since 0.1
 */
public final class InvalidTxnTimeoutException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidTxnTimeoutException(String message) {
    this(message, null);
  }

  public InvalidTxnTimeoutException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_TRANSACTION_TIMEOUT, message, cause);
  }
}
