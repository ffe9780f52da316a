package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker cannot make sense of the request. What to do: check the arguments; if they are right,
 * the client has an error: report it with the broker's log.
 *
 * <p>On the wire: {@link KafkaError#INVALID_REQUEST}.
 *
 * @since 0.1
 */
public final class InvalidRequestException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String message) {
    this(message, null);
  }

  public InvalidRequestException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_REQUEST, message, cause);
  }
}
