package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The producer's id does not belong to its transactional id any more. What to do: abort the
 * transaction; the producer then asks for a new id.
 *
 * <p>On the wire: {@link KafkaError#INVALID_PRODUCER_ID_MAPPING}.
 *
 * @since 0.1
 */
public final class InvalidPidMappingException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public InvalidPidMappingException(String message) {
    this(message, null);
  }

  public InvalidPidMappingException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_PRODUCER_ID_MAPPING, message, cause);
  }
}
