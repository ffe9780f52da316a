package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The records were written, but to fewer replicas than min.insync.replicas asks for. What to do:
 * send again (an idempotent producer does so without duplicates), and look for replicas that lag.
 *
 * <p>On the wire: {@link KafkaError#NOT_ENOUGH_REPLICAS_AFTER_APPEND}.
 *
 * @since 0.1
 */
public final class NotEnoughReplicasAfterAppendException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public NotEnoughReplicasAfterAppendException(String message) {
    this(message, null);
  }

  public NotEnoughReplicasAfterAppendException(String message, @Nullable Throwable cause) {
    super(KafkaError.NOT_ENOUGH_REPLICAS_AFTER_APPEND, message, cause);
  }
}
