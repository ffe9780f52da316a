package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker has forgotten this producer, mostly because all of its records have expired. What to
 * do: close the producer and open a new one; raise producer.id.expiration.ms if it recurs.
 *
 * <p>On the wire: {@link KafkaError#UNKNOWN_PRODUCER_ID}.
 *
 * @since 0.1
 */
public final class UnknownProducerIdException extends OutOfOrderSequenceException {
  private static final long serialVersionUID = 1L;

  public UnknownProducerIdException(String message) {
    this(message, null);
  }

  public UnknownProducerIdException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNKNOWN_PRODUCER_ID, message, cause);
  }
}
