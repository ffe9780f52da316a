package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker has dropped this share session. What to do: begin a new session.
 *
 * <p>On the wire: {@link KafkaError#SHARE_SESSION_NOT_FOUND}.
 *
 * @since 0.1
 */
public final class ShareSessionNotFoundException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public ShareSessionNotFoundException(String message) {
    this(message, null);
  }

  public ShareSessionNotFoundException(String message, @Nullable Throwable cause) {
    super(KafkaError.SHARE_SESSION_NOT_FOUND, message, cause);
  }
}
