package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The request names a newer leader epoch than the broker has. What to do: try again; the broker
 * will catch up.
 *
 * <p>On the wire: {@link KafkaError#UNKNOWN_LEADER_EPOCH}.
 *
 * @since 0.1
 */
public final class UnknownLeaderEpochException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public UnknownLeaderEpochException(String message) {
    this(message, null);
  }

  public UnknownLeaderEpochException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNKNOWN_LEADER_EPOCH, message, cause);
  }
}
