package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The format of the stored messages cannot do this. What to do: write the topic with message format
 * 2.
 *
 * <p>On the wire: {@link KafkaError#UNSUPPORTED_FOR_MESSAGE_FORMAT}.
 *
 * @since 0.1
 */
public final class UnsupportedForMessageFormatException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public UnsupportedForMessageFormatException(String message) {
    this(message, null);
  }

  public UnsupportedForMessageFormatException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNSUPPORTED_FOR_MESSAGE_FORMAT, message, cause);
  }
}
