package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * There is no such transactional id. What to do: check the id; ids that are unused for long expire.
 *
 * <p>On the wire: {@link KafkaError#TRANSACTIONAL_ID_NOT_FOUND}.
 *
 * @since 0.1
 */
public final class TransactionalIdNotFoundException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public TransactionalIdNotFoundException(String message) {
    this(message, null);
  }

  public TransactionalIdNotFoundException(String message, @Nullable Throwable cause) {
    super(KafkaError.TRANSACTIONAL_ID_NOT_FOUND, message, cause);
  }
}
