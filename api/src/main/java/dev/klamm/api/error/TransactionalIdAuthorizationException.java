package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This user may not use the transactional id. What to do: grant the right (an ACL on the id), or
 * connect as another user.
 *
 * <p>On the wire: {@link KafkaError#TRANSACTIONAL_ID_AUTHORIZATION_FAILED}.
 *
 * @since 0.1
 */
public final class TransactionalIdAuthorizationException extends AuthorizationException {
  private static final long serialVersionUID = 1L;

  public TransactionalIdAuthorizationException(String message) {
    this(message, null);
  }

  public TransactionalIdAuthorizationException(String message, @Nullable Throwable cause) {
    super(KafkaError.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, message, cause);
  }
}
