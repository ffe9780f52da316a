package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The partition already has the leader it should have. What to do: nothing needs to be done.
 *
 * <p>On the wire: {@link KafkaError#ELECTION_NOT_NEEDED}.
 *
 * @since 0.1
 */
public final class ElectionNotNeededException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public ElectionNotNeededException(String message) {
    this(message, null);
  }

  public ElectionNotNeededException(String message, @Nullable Throwable cause) {
    super(KafkaError.ELECTION_NOT_NEEDED, message, cause);
  }
}
