package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The value of acks is not allowed. What to do: set acks to 0, 1 or all.
 *
 * <p>On the wire: {@link KafkaError#INVALID_REQUIRED_ACKS}.
 *
 * @since 0.1
 */
public final class InvalidRequiredAcksException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidRequiredAcksException(String message) {
    this(message, null);
  }

  public InvalidRequiredAcksException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_REQUIRED_ACKS, message, cause);
  }
}
