package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The request was sent to a broker but is meant for a controller, or the reverse. What to do: check
 * bootstrap.servers and bootstrap.controllers.
 *
 * <p>On the wire: {@link KafkaError#MISMATCHED_ENDPOINT_TYPE}.
 *
 * @since 0.1
 */
public final class MismatchedEndpointTypeException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public MismatchedEndpointTypeException(String message) {
    this(message, null);
  }

  public MismatchedEndpointTypeException(String message, @Nullable Throwable cause) {
    super(KafkaError.MISMATCHED_ENDPOINT_TYPE, message, cause);
  }
}
