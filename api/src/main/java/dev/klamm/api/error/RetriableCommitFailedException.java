package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * An asynchronous commit failed for a passing reason; the cause says which. Committing again, with
 * newer offsets if there are any, is safe.
 *
 * @since 0.1
 */
public final class RetriableCommitFailedException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public RetriableCommitFailedException(String message) {
    this(message, null);
  }

  public RetriableCommitFailedException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNKNOWN_SERVER_ERROR, message, cause);
  }
}
