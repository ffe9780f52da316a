package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * There is no coordinator at the moment. What to do: wait and look it up again.
 *
 * <p>On the wire: {@link KafkaError#COORDINATOR_NOT_AVAILABLE}.
 *
 * @since 0.1
 */
public final class CoordinatorNotAvailableException extends RefreshRetriableException {
  private static final long serialVersionUID = 1L;

  public CoordinatorNotAvailableException(String message) {
    this(message, null);
  }

  public CoordinatorNotAvailableException(String message, @Nullable Throwable cause) {
    super(KafkaError.COORDINATOR_NOT_AVAILABLE, message, cause);
  }
}
