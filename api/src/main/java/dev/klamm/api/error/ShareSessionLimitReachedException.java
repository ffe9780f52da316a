package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker holds as many share sessions as it may. What to do: wait, or run fewer share
 * consumers.
 *
 * <p>On the wire: {@link KafkaError#SHARE_SESSION_LIMIT_REACHED}.
 *
 * @since 0.1
 */
public final class ShareSessionLimitReachedException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public ShareSessionLimitReachedException(String message) {
    this(message, null);
  }

  public ShareSessionLimitReachedException(String message, @Nullable Throwable cause) {
    super(KafkaError.SHARE_SESSION_LIMIT_REACHED, message, cause);
  }
}
