package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The connection broke before the answer came; the request may still have taken effect. What to do:
 * try again; if it stays, check address, listener and firewall.
 *
 * <p>On the wire: {@link KafkaError#NETWORK_EXCEPTION}.
 *
 * @since 0.1
 */
public final class NetworkException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public NetworkException(String message) {
    this(message, null);
  }

  public NetworkException(String message, @Nullable Throwable cause) {
    super(KafkaError.NETWORK_EXCEPTION, message, cause);
  }
}
