package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Fewer replicas are in sync than min.insync.replicas asks for; nothing was written. What to do:
 * wait for replicas to come back, or lower min.insync.replicas.
 *
 * <p>On the wire: {@link KafkaError#NOT_ENOUGH_REPLICAS}.
 *
 * @since 0.1
 */
public final class NotEnoughReplicasException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public NotEnoughReplicasException(String message) {
    this(message, null);
  }

  public NotEnoughReplicasException(String message, @Nullable Throwable cause) {
    super(KafkaError.NOT_ENOUGH_REPLICAS, message, cause);
  }
}
