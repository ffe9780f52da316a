package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The request is meant for another cluster. What to do: check the address.
 *
 * <p>On the wire: {@link KafkaError#INCONSISTENT_CLUSTER_ID}.
 *
 * @since 0.1
 */
public final class InconsistentClusterIdException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InconsistentClusterIdException(String message) {
    this(message, null);
  }

  public InconsistentClusterIdException(String message, @Nullable Throwable cause) {
    super(KafkaError.INCONSISTENT_CLUSTER_ID, message, cause);
  }
}
