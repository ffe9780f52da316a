package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Replicas of the partition are being moved. What to do: wait until the move is over, or cancel it.
 *
 * <p>On the wire: {@link KafkaError#REASSIGNMENT_IN_PROGRESS}.
 *
 * @since 0.1
 */
public final class ReassignmentInProgressException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public ReassignmentInProgressException(String message) {
    this(message, null);
  }

  public ReassignmentInProgressException(String message, @Nullable Throwable cause) {
    super(KafkaError.REASSIGNMENT_IN_PROGRESS, message, cause);
  }
}
