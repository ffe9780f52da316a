package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The share session is not at this epoch. What to do: begin a new session.
 *
 * <p>On the wire: {@link KafkaError#INVALID_SHARE_SESSION_EPOCH}.
 *
 * @since 0.1
 */
public final class InvalidShareSessionEpochException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public InvalidShareSessionEpochException(String message) {
    this(message, null);
  }

  public InvalidShareSessionEpochException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_SHARE_SESSION_EPOCH, message, cause);
  }
}
