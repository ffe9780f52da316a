package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A setting is not allowed. Thrown while a client or broker is built, before anything is started.
 * The message names every wrong key with its value and what is allowed.
 *
 * @since 0.1
 */
public final class ConfigException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    this(message, null);
  }

  public ConfigException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_CONFIG, message, cause);
  }
}
