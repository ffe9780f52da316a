package dev.klamm.api.error;

/**
 * What to do about an error, in the manner of KIP-1050.
 *
 * @since 0.1
 */
public enum ErrorCategory {
  /** Not an error. */
  NONE,
  /** The same request may succeed later. */
  RETRIABLE,
  /** The same request may succeed later, once metadata or coordinator have been looked up again. */
  REFRESH_RETRIABLE,
  /** The piece of work (a transaction, a generation, a position) is lost; the client is not. */
  ABORTABLE,
  /** The client cannot go on. */
  FATAL,
  /** The request, the settings, the rights or the data must be changed by a person. */
  MISCONFIGURED;

  public boolean isRetriable() {
    return this == RETRIABLE || this == REFRESH_RETRIABLE;
  }

  /** The exception of the kind for an error that has no class of its own. */
  KafkaException exception(KafkaError error, String message) {
    return switch (this) {
      case NONE -> throw new IllegalStateException("there is no exception for " + error);
      case RETRIABLE -> new RetriableException(error, message, null);
      case REFRESH_RETRIABLE -> new RefreshRetriableException(error, message, null);
      case ABORTABLE -> new AbortableException(error, message, null);
      case FATAL -> new FatalException(error, message, null);
      case MISCONFIGURED -> new MisconfiguredException(error, message, null);
    };
  }
}
