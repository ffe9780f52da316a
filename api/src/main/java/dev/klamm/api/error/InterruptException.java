package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The calling thread was interrupted while it waited. Its interrupt flag is set when this is
 * thrown.
 *
 * @since 0.1
 */
public final class InterruptException extends AbortableException {
  private static final long serialVersionUID = 1L;

  /** Sets the interrupt flag of the calling thread. */
  public InterruptException(String message) {
    this(message, null);
  }

  /** Sets the interrupt flag of the calling thread. */
  public InterruptException(@Nullable InterruptedException cause) {
    this("the thread was interrupted while it waited", cause);
  }

  /** Sets the interrupt flag of the calling thread. */
  public InterruptException(String message, @Nullable InterruptedException cause) {
    super(message, cause);
    Thread.currentThread().interrupt();
  }
}
