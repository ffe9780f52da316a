package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The partition has no leader at the moment. What to do: wait for the election; if it stays, look
 * for brokers that are down.
 *
 * <p>On the wire: {@link KafkaError#LEADER_NOT_AVAILABLE}.
 *
 * @since 0.1
 */
public final class LeaderNotAvailableException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public LeaderNotAvailableException(String message) {
    this(message, null);
  }

  public LeaderNotAvailableException(String message, @Nullable Throwable cause) {
    super(KafkaError.LEADER_NOT_AVAILABLE, message, cause);
  }
}
