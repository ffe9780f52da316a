package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The same request may succeed later, at the broker that a fresh look at metadata or coordinator
 * names.
 *
 * @since 0.1
 */
public class RefreshRetriableException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public RefreshRetriableException(
      KafkaError error, @Nullable String message, @Nullable Throwable cause) {
    super(error, message, cause);
  }

  @Override
  public final ErrorCategory category() {
    return ErrorCategory.REFRESH_RETRIABLE;
  }
}
