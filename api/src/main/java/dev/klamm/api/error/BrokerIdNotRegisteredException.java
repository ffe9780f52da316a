package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * No broker of this id is registered. What to do: check the id.
 *
 * <p>On the wire: {@link KafkaError#BROKER_ID_NOT_REGISTERED}.
 *
 * @since 0.1
 */
public final class BrokerIdNotRegisteredException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public BrokerIdNotRegisteredException(String message) {
    this(message, null);
  }

  public BrokerIdNotRegisteredException(String message, @Nullable Throwable cause) {
    super(KafkaError.BROKER_ID_NOT_REGISTERED, message, cause);
  }
}
