package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A record's timestamp is too far from the broker's clock, or is negative. What to do: set a right
 * timestamp, check the clocks, or widen message.timestamp.before.max.ms and
 * message.timestamp.after.max.ms.
 *
 * <p>On the wire: {@link KafkaError#INVALID_TIMESTAMP}.
 *
 * @since 0.1
 */
public final class InvalidTimestampException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidTimestampException(String message) {
    this(message, null);
  }

  public InvalidTimestampException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_TIMESTAMP, message, cause);
  }
}
