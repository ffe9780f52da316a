package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The batch was written before, too long ago for the broker to name its offset. What to do: nothing
 * was lost; go on.
 *
 * <p>On the wire: {@link KafkaError#DUPLICATE_SEQUENCE_NUMBER}.
 *
 * @since 0.1
 */
public final class DuplicateSequenceException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public DuplicateSequenceException(String message) {
    this(message, null);
  }

  public DuplicateSequenceException(String message, @Nullable Throwable cause) {
    super(KafkaError.DUPLICATE_SEQUENCE_NUMBER, message, cause);
  }
}
