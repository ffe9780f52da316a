package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * One side does not know this request or this version of it. What to do: use a feature that both
 * sides have, or upgrade the older one.
 *
 * <p>On the wire: {@link KafkaError#UNSUPPORTED_VERSION}.
 *
 * @since 0.1
 */
public final class UnsupportedVersionException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public UnsupportedVersionException(String message) {
    this(message, null);
  }

  public UnsupportedVersionException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNSUPPORTED_VERSION, message, cause);
  }
}
