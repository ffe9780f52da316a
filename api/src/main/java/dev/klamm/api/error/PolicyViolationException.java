package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A policy of the cluster forbids this. What to do: follow the rule named in the message.
 *
 * <p>On the wire: {@link KafkaError#POLICY_VIOLATION}.
 *
 * @since 0.1
 */
public final class PolicyViolationException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public PolicyViolationException(String message) {
    this(message, null);
  }

  public PolicyViolationException(String message, @Nullable Throwable cause) {
    super(KafkaError.POLICY_VIOLATION, message, cause);
  }
}
