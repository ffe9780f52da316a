package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker refused the credentials. What to do: check user, password and mechanism.
 *
 * <p>On the wire: {@link KafkaError#SASL_AUTHENTICATION_FAILED}.
 *
 * @since 0.1
 */
public final class SaslAuthenticationException extends AuthenticationException {
  private static final long serialVersionUID = 1L;

  public SaslAuthenticationException(String message) {
    this(message, null);
  }

  public SaslAuthenticationException(String message, @Nullable Throwable cause) {
    super(KafkaError.SASL_AUTHENTICATION_FAILED, message, cause);
  }
}
