package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A producer with the same id has begun a newer epoch. What to do: abort the transaction; a
 * producer that is fenced for good learns so then.
 *
 * <p>On the wire: {@link KafkaError#INVALID_PRODUCER_EPOCH}.
 *
 * @since 0.1
 */
public final class InvalidProducerEpochException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public InvalidProducerEpochException(String message) {
    this(message, null);
  }

  public InvalidProducerEpochException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_PRODUCER_EPOCH, message, cause);
  }
}
