package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Delegation tokens are switched off. What to do: set a delegation token secret on the brokers.
 *
 * <p>On the wire: {@link KafkaError#DELEGATION_TOKEN_AUTH_DISABLED}.
 *
 * @since 0.1
 */
public final class DelegationTokenDisabledException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public DelegationTokenDisabledException(String message) {
    this(message, null);
  }

  public DelegationTokenDisabledException(String message, @Nullable Throwable cause) {
    super(KafkaError.DELEGATION_TOKEN_AUTH_DISABLED, message, cause);
  }
}
