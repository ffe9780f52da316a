package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This side does not serve that kind of endpoint. What to do: connect to brokers, by
 * bootstrap.servers.
 *
 * <p>On the wire: {@link KafkaError#UNSUPPORTED_ENDPOINT_TYPE}.
 *
 * @since 0.1
 */
public final class UnsupportedEndpointTypeException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public UnsupportedEndpointTypeException(String message) {
    this(message, null);
  }

  public UnsupportedEndpointTypeException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNSUPPORTED_ENDPOINT_TYPE, message, cause);
  }
}
