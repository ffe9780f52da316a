package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A time limit passed before the work was done. Whether it took effect is not known: an idempotent
 * producer repeats without harm, other callers should look first.
 *
 * <p>On the wire: {@link KafkaError#REQUEST_TIMED_OUT}.
 *
 * @since 0.1
 */
public class TimeoutException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public TimeoutException(String message) {
    this(message, null);
  }

  public TimeoutException(String message, @Nullable Throwable cause) {
    super(KafkaError.REQUEST_TIMED_OUT, message, cause);
  }
}
