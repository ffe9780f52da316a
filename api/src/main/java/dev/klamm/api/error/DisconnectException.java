package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The connection was closed while a request was under way, by either side.
 *
 * @since 0.1
 */
public final class DisconnectException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public DisconnectException(String message) {
    this(message, null);
  }

  public DisconnectException(String message, @Nullable Throwable cause) {
    super(KafkaError.NETWORK_EXCEPTION, message, cause);
  }
}
