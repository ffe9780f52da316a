package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This broker does not serve the partition. What to do: refresh the metadata and ask the broker
 * named there.
 *
 * <p>On the wire: {@link KafkaError#NOT_LEADER_OR_FOLLOWER}.
 *
 * @since 0.1
 */
public final class NotLeaderOrFollowerException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public NotLeaderOrFollowerException(String message) {
    this(message, null);
  }

  public NotLeaderOrFollowerException(String message, @Nullable Throwable cause) {
    super(KafkaError.NOT_LEADER_OR_FOLLOWER, message, cause);
  }
}
