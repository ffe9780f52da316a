package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The coordinator is still reading its state. What to do: wait a moment and try again.
 *
 * <p>On the wire: {@link KafkaError#COORDINATOR_LOAD_IN_PROGRESS}.
 *
 * @since 0.1
 */
public final class CoordinatorLoadInProgressException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public CoordinatorLoadInProgressException(String message) {
    this(message, null);
  }

  public CoordinatorLoadInProgressException(String message, @Nullable Throwable cause) {
    super(KafkaError.COORDINATOR_LOAD_IN_PROGRESS, message, cause);
  }
}
