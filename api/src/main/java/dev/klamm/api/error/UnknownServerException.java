package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker failed in a way it has no code for. What to do: look in the broker's log for the
 * cause.
 *
 * <p>On the wire: {@link KafkaError#UNKNOWN_SERVER_ERROR}.
 *
 * @since 0.1
 */
public final class UnknownServerException extends FatalException {
  private static final long serialVersionUID = 1L;

  public UnknownServerException(String message) {
    this(message, null);
  }

  public UnknownServerException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNKNOWN_SERVER_ERROR, message, cause);
  }
}
