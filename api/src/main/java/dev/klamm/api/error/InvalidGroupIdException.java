package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The group id is not allowed. What to do: set group.id to a text that is not empty.
 *
 * <p>On the wire: {@link KafkaError#INVALID_GROUP_ID}.
 *
 * @since 0.1
 */
public final class InvalidGroupIdException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidGroupIdException(String message) {
    this(message, null);
  }

  public InvalidGroupIdException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_GROUP_ID, message, cause);
  }
}
