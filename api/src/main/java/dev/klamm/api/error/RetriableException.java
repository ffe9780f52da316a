package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The same request may succeed later, unchanged. Clients repeat it by themselves within their time
 * limits; one that reaches the caller has outlived them.
 *
 * @since 0.1
 */
public non-sealed class RetriableException extends KafkaException {
  private static final long serialVersionUID = 1L;

  public RetriableException(String message) {
    this(message, null);
  }

  public RetriableException(String message, @Nullable Throwable cause) {
    this(KafkaError.UNKNOWN_SERVER_ERROR, message, cause);
  }

  /** An exception for a wire error that has no class of its own. */
  public RetriableException(KafkaError error, @Nullable String message, @Nullable Throwable cause) {
    super(error, message, cause);
  }

  @Override
  public ErrorCategory category() {
    return ErrorCategory.RETRIABLE;
  }
}
