package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The replica assignment is not allowed. What to do: number the partitions from 0 without a gap and
 * give each the same count of different, existing brokers.
 *
 * <p>On the wire: {@link KafkaError#INVALID_REPLICA_ASSIGNMENT}.
 *
 * @since 0.1
 */
public final class InvalidReplicaAssignmentException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidReplicaAssignmentException(String message) {
    this(message, null);
  }

  public InvalidReplicaAssignmentException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_REPLICA_ASSIGNMENT, message, cause);
  }
}
