package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The group is dividing its partitions anew. What to do: call poll() so that this member takes
 * part, then commit what it still owns.
 *
 * <p>On the wire: {@link KafkaError#REBALANCE_IN_PROGRESS}.
 *
 * @since 0.1
 */
public final class RebalanceInProgressException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public RebalanceInProgressException(String message) {
    this(message, null);
  }

  public RebalanceInProgressException(String message, @Nullable Throwable cause) {
    super(KafkaError.REBALANCE_IN_PROGRESS, message, cause);
  }
}
