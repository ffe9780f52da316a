package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The version in the request is not allowed. What to do: read the current version and ask again.
 *
 * <p>On the wire: {@link KafkaError#INVALID_UPDATE_VERSION}.
 *
 * @since 0.1
 */
public final class InvalidUpdateVersionException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidUpdateVersionException(String message) {
    this(message, null);
  }

  public InvalidUpdateVersionException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_UPDATE_VERSION, message, cause);
  }
}
