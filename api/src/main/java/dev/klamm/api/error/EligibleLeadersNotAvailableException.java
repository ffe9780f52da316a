package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * No replica may become leader. What to do: wait until a replica that was in sync is back.
 *
 * <p>On the wire: {@link KafkaError#ELIGIBLE_LEADERS_NOT_AVAILABLE}.
 *
 * @since 0.1
 */
public final class EligibleLeadersNotAvailableException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public EligibleLeadersNotAvailableException(String message) {
    this(message, null);
  }

  public EligibleLeadersNotAvailableException(String message, @Nullable Throwable cause) {
    super(KafkaError.ELIGIBLE_LEADERS_NOT_AVAILABLE, message, cause);
  }
}
