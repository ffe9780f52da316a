package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * No replica of the partition is being moved. What to do: there is nothing to cancel.
 *
 * <p>On the wire: {@link KafkaError#NO_REASSIGNMENT_IN_PROGRESS}.
 *
 * @since 0.1
 */
public final class NoReassignmentInProgressException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public NoReassignmentInProgressException(String message) {
    this(message, null);
  }

  public NoReassignmentInProgressException(String message, @Nullable Throwable cause) {
    super(KafkaError.NO_REASSIGNMENT_IN_PROGRESS, message, cause);
  }
}
