package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The record cannot be acknowledged in its state, mostly because its lock ran out. What to do: go
 * on; it will be delivered again.
 *
 * <p>On the wire: {@link KafkaError#INVALID_RECORD_STATE}.
 *
 * @since 0.1
 */
public final class InvalidRecordStateException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public InvalidRecordStateException(String message) {
    this(message, null);
  }

  public InvalidRecordStateException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_RECORD_STATE, message, cause);
  }
}
