package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This user may not do that with the delegation token. What to do: grant the right, or connect as
 * another user.
 *
 * <p>On the wire: {@link KafkaError#DELEGATION_TOKEN_AUTHORIZATION_FAILED}.
 *
 * @since 0.1
 */
public final class DelegationTokenAuthorizationException extends AuthorizationException {
  private static final long serialVersionUID = 1L;

  public DelegationTokenAuthorizationException(String message) {
    this(message, null);
  }

  public DelegationTokenAuthorizationException(String message, @Nullable Throwable cause) {
    super(KafkaError.DELEGATION_TOKEN_AUTHORIZATION_FAILED, message, cause);
  }
}
