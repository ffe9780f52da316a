package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The session time-out is outside the limits of the broker. What to do: keep session.timeout.ms
 * between group.min.session.timeout.ms and group.max.session.timeout.ms.
 *
 * <p>On the wire: {@link KafkaError#INVALID_SESSION_TIMEOUT}.
 *
 * @since 0.1
 */
public final class InvalidSessionTimeoutException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidSessionTimeoutException(String message) {
    this(message, null);
  }

  public InvalidSessionTimeoutException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_SESSION_TIMEOUT, message, cause);
  }
}
