package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A piece of work is lost: a transaction must be aborted, a group joined again, a position sought.
 * The client stays usable.
 *
 * @since 0.1
 */
public non-sealed class AbortableException extends KafkaException {
  private static final long serialVersionUID = 1L;

  public AbortableException(String message) {
    this(message, null);
  }

  public AbortableException(String message, @Nullable Throwable cause) {
    this(KafkaError.UNKNOWN_SERVER_ERROR, message, cause);
  }

  /** An exception for a wire error that has no class of its own. */
  public AbortableException(KafkaError error, @Nullable String message, @Nullable Throwable cause) {
    super(error, message, cause);
  }

  @Override
  public final ErrorCategory category() {
    return ErrorCategory.ABORTABLE;
  }
}
