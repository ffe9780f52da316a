package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker skipped this because another part of the same request failed. What to do: correct the
 * part that failed and send all of it again.
 *
 * <p>On the wire: {@link KafkaError#OPERATION_NOT_ATTEMPTED}.
 *
 * @since 0.1
 */
public final class OperationNotAttemptedException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public OperationNotAttemptedException(String message) {
    this(message, null);
  }

  public OperationNotAttemptedException(String message, @Nullable Throwable cause) {
    super(KafkaError.OPERATION_NOT_ATTEMPTED, message, cause);
  }
}
