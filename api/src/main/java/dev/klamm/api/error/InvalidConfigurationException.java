package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A config key or value is not allowed. What to do: correct the key or value named in the message.
 *
 * <p>On the wire: {@link KafkaError#INVALID_CONFIG}.
 *
 * @since 0.1
 */
public final class InvalidConfigurationException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidConfigurationException(String message) {
    this(message, null);
  }

  public InvalidConfigurationException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_CONFIG, message, cause);
  }
}
