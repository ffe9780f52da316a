package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of all that Klamm throws about Kafka. It is one of four kinds, see the package.
 *
 * @since 0.1
 */
public abstract sealed class KafkaException extends RuntimeException
    permits RetriableException, AbortableException, FatalException, MisconfiguredException {
  private static final long serialVersionUID = 1L;

  private final KafkaError error;

  KafkaException(KafkaError error, @Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
    this.error = error;
  }

  /**
   * The wire error that this stands for, or the one that comes nearest; {@link
   * KafkaError#UNKNOWN_SERVER_ERROR} for what only happens inside a client.
   */
  public final KafkaError error() {
    return error;
  }

  /** What to do about it; goes by the class, never {@link ErrorCategory#NONE}. */
  public abstract ErrorCategory category();

  /** Whether the same may succeed later. */
  public final boolean isRetriable() {
    return category().isRetriable();
  }
}
