package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A newer producer uses the same transactional id. What to do: close this producer; one id belongs
 * to one running instance.
 *
 * <p>On the wire: {@link KafkaError#PRODUCER_FENCED}.
 *
 * @since 0.1
 */
public final class ProducerFencedException extends FatalException {
  private static final long serialVersionUID = 1L;

  public ProducerFencedException(String message) {
    this(message, null);
  }

  public ProducerFencedException(String message, @Nullable Throwable cause) {
    super(KafkaError.PRODUCER_FENCED, message, cause);
  }
}
