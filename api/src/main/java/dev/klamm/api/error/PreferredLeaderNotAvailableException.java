package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The preferred leader is not available. What to do: wait until that broker is back.
 *
 * <p>On the wire: {@link KafkaError#PREFERRED_LEADER_NOT_AVAILABLE}.
 *
 * @since 0.1
 */
public final class PreferredLeaderNotAvailableException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public PreferredLeaderNotAvailableException(String message) {
    this(message, null);
  }

  public PreferredLeaderNotAvailableException(String message, @Nullable Throwable cause) {
    super(KafkaError.PREFERRED_LEADER_NOT_AVAILABLE, message, cause);
  }
}
