package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This broker is not the coordinator of the group or transaction. What to do: look the coordinator
 * up again.
 *
 * <p>On the wire: {@link KafkaError#NOT_COORDINATOR}.
 *
 * @since 0.1
 */
public final class NotCoordinatorException extends RefreshRetriableException {
  private static final long serialVersionUID = 1L;

  public NotCoordinatorException(String message) {
    this(message, null);
  }

  public NotCoordinatorException(String message, @Nullable Throwable cause) {
    super(KafkaError.NOT_COORDINATOR, message, cause);
  }
}
