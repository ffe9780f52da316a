package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The fetch session is not at this epoch. What to do: begin a new session with a full fetch.
 *
 * <p>On the wire: {@link KafkaError#INVALID_FETCH_SESSION_EPOCH}.
 *
 * @since 0.1
 */
public final class InvalidFetchSessionEpochException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public InvalidFetchSessionEpochException(String message) {
    this(message, null);
  }

  public InvalidFetchSessionEpochException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_FETCH_SESSION_EPOCH, message, cause);
  }
}
