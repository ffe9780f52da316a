package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This side cannot read the compression used. What to do: add the codec's library, upgrade the
 * client, or write with another compression.type.
 *
 * <p>On the wire: {@link KafkaError#UNSUPPORTED_COMPRESSION_TYPE}.
 *
 * @since 0.1
 */
public final class UnsupportedCompressionTypeException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public UnsupportedCompressionTypeException(String message) {
    this(message, null);
  }

  public UnsupportedCompressionTypeException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNSUPPORTED_COMPRESSION_TYPE, message, cause);
  }
}
