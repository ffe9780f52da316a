package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The fetch session mixes topic ids and topic names. What to do: begin a new session with a full
 * fetch.
 *
 * <p>On the wire: {@link KafkaError#FETCH_SESSION_TOPIC_ID_ERROR}.
 *
 * @since 0.1
 */
public final class FetchSessionTopicIdException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public FetchSessionTopicIdException(String message) {
    this(message, null);
  }

  public FetchSessionTopicIdException(String message, @Nullable Throwable cause) {
    super(KafkaError.FETCH_SESSION_TOPIC_ID_ERROR, message, cause);
  }
}
