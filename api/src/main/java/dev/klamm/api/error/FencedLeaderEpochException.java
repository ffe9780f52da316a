package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The request names an older leader epoch than the broker has. What to do: refresh the metadata.
 *
 * <p>On the wire: {@link KafkaError#FENCED_LEADER_EPOCH}.
 *
 * @since 0.1
 */
public final class FencedLeaderEpochException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public FencedLeaderEpochException(String message) {
    this(message, null);
  }

  public FencedLeaderEpochException(String message, @Nullable Throwable cause) {
    super(KafkaError.FENCED_LEADER_EPOCH, message, cause);
  }
}
