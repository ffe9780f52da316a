package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The number of partitions is not allowed. What to do: ask for 1 or more, and for more than there
 * are when adding.
 *
 * <p>On the wire: {@link KafkaError#INVALID_PARTITIONS}.
 *
 * @since 0.1
 */
public final class InvalidPartitionsException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidPartitionsException(String message) {
    this(message, null);
  }

  public InvalidPartitionsException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_PARTITIONS, message, cause);
  }
}
