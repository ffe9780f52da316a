package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The replica asked for is not available. What to do: refresh the metadata and ask the leader.
 *
 * <p>On the wire: {@link KafkaError#REPLICA_NOT_AVAILABLE}.
 *
 * @since 0.1
 */
public final class ReplicaNotAvailableException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public ReplicaNotAvailableException(String message) {
    this(message, null);
  }

  public ReplicaNotAvailableException(String message, @Nullable Throwable cause) {
    super(KafkaError.REPLICA_NOT_AVAILABLE, message, cause);
  }
}
