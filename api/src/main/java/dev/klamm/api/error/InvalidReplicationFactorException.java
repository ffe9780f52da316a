package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The replication factor is below 1 or above the number of brokers. What to do: ask for 1 up to the
 * number of brokers.
 *
 * <p>On the wire: {@link KafkaError#INVALID_REPLICATION_FACTOR}.
 *
 * @since 0.1
 */
public final class InvalidReplicationFactorException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidReplicationFactorException(String message) {
    this(message, null);
  }

  public InvalidReplicationFactorException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_REPLICATION_FACTOR, message, cause);
  }
}
