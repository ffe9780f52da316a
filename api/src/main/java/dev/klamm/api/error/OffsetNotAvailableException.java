package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The new leader does not know yet up to where records are committed. What to do: wait a moment and
 * try again.
 *
 * <p>On the wire: {@link KafkaError#OFFSET_NOT_AVAILABLE}.
 *
 * @since 0.1
 */
public final class OffsetNotAvailableException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public OffsetNotAvailableException(String message) {
    this(message, null);
  }

  public OffsetNotAvailableException(String message, @Nullable Throwable cause) {
    super(KafkaError.OFFSET_NOT_AVAILABLE, message, cause);
  }
}
