package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This client cannot go on, or a broker failed in a way that trying again will not mend. Close the
 * client, find the cause, open a new one.
 *
 * @since 0.1
 */
public non-sealed class FatalException extends KafkaException {
  private static final long serialVersionUID = 1L;

  public FatalException(String message) {
    this(message, null);
  }

  public FatalException(String message, @Nullable Throwable cause) {
    this(KafkaError.UNKNOWN_SERVER_ERROR, message, cause);
  }

  /** An exception for a wire error that has no class of its own. */
  public FatalException(KafkaError error, @Nullable String message, @Nullable Throwable cause) {
    super(error, message, cause);
  }

  @Override
  public final ErrorCategory category() {
    return ErrorCategory.FATAL;
  }
}
