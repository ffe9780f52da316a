package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker is not available. What to do: try another broker, or wait until this one is back.
 *
 * <p>On the wire: {@link KafkaError#BROKER_NOT_AVAILABLE}.
 *
 * @since 0.1
 */
public final class BrokerNotAvailableException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public BrokerNotAvailableException(String message) {
    this(message, null);
  }

  public BrokerNotAvailableException(String message, @Nullable Throwable cause) {
    super(KafkaError.BROKER_NOT_AVAILABLE, message, cause);
  }
}
