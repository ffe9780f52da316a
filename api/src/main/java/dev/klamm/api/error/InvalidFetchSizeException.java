package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The number of bytes asked for is not allowed. What to do: set fetch.max.bytes and
 * max.partition.fetch.bytes to 0 or more.
 *
 * <p>On the wire: {@link KafkaError#INVALID_FETCH_SIZE}.
 *
 * @since 0.1
 */
public final class InvalidFetchSizeException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidFetchSizeException(String message) {
    this(message, null);
  }

  public InvalidFetchSizeException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_FETCH_SIZE, message, cause);
  }
}
