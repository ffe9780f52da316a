package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker refuses the record. What to do: follow the reason in the message; a compacted topic
 * needs keys.
 *
 * <p>On the wire: {@link KafkaError#INVALID_RECORD}.
 *
 * @since 0.1
 */
public final class InvalidRecordException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidRecordException(String message) {
    this(message, null);
  }

  public InvalidRecordException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_RECORD, message, cause);
  }
}
