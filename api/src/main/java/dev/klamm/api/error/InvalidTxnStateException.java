package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The transaction is not in a state that allows this. What to do: close the producer and open a new
 * one; follow begin, send, commit or abort.
 *
 * <p>On the wire: {@link KafkaError#INVALID_TXN_STATE}.
 *
 * @since 0.1
 */
public final class InvalidTxnStateException extends FatalException {
  private static final long serialVersionUID = 1L;

  public InvalidTxnStateException(String message) {
    this(message, null);
  }

  public InvalidTxnStateException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_TXN_STATE, message, cause);
  }
}
