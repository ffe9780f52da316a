package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker has dropped this fetch session. What to do: begin a new session with a full fetch.
 *
 * <p>On the wire: {@link KafkaError#FETCH_SESSION_ID_NOT_FOUND}.
 *
 * @since 0.1
 */
public final class FetchSessionIdNotFoundException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public FetchSessionIdNotFoundException(String message) {
    this(message, null);
  }

  public FetchSessionIdNotFoundException(String message, @Nullable Throwable cause) {
    super(KafkaError.FETCH_SESSION_ID_NOT_FOUND, message, cause);
  }
}
