package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The request, the settings, the rights or the data are wrong, and will stay so until a person
 * changes something. The client stays usable for other requests.
 *
 * @since 0.1
 */
public non-sealed class MisconfiguredException extends KafkaException {
  private static final long serialVersionUID = 1L;

  public MisconfiguredException(String message) {
    this(message, null);
  }

  public MisconfiguredException(String message, @Nullable Throwable cause) {
    this(KafkaError.UNKNOWN_SERVER_ERROR, message, cause);
  }

  /** An exception for a wire error that has no class of its own. */
  public MisconfiguredException(
      KafkaError error, @Nullable String message, @Nullable Throwable cause) {
    super(error, message, cause);
  }

  @Override
  public final ErrorCategory category() {
    return ErrorCategory.MISCONFIGURED;
  }
}
