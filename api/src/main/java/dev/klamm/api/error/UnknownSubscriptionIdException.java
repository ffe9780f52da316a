package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The telemetry subscription is not known or out of date. What to do: fetch the subscription again.
 *
 * <p>On the wire: {@link KafkaError#UNKNOWN_SUBSCRIPTION_ID}.
 *
 * @since 0.1
 */
public final class UnknownSubscriptionIdException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public UnknownSubscriptionIdException(String message) {
    this(message, null);
  }

  public UnknownSubscriptionIdException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNKNOWN_SUBSCRIPTION_ID, message, cause);
  }
}
