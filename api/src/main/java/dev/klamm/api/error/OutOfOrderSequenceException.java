package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A batch of this producer is missing before this one: acknowledged records may be lost. What to
 * do: close the producer, find out what was lost, open a new one.
 *
 * <p>On the wire: {@link KafkaError#OUT_OF_ORDER_SEQUENCE_NUMBER}.
 *
 * @since 0.1
 */
public class OutOfOrderSequenceException extends FatalException {
  private static final long serialVersionUID = 1L;

  public OutOfOrderSequenceException(String message) {
    this(message, null);
  }

  public OutOfOrderSequenceException(String message, @Nullable Throwable cause) {
    super(KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER, message, cause);
  }

  OutOfOrderSequenceException(KafkaError error, String message, @Nullable Throwable cause) {
    super(error, message, cause);
  }
}
