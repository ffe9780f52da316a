package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The TLS handshake failed. What to do: check certificates, trust store and host name.
 *
 * @since 0.1
 */
public final class SslAuthenticationException extends AuthenticationException {
  private static final long serialVersionUID = 1L;

  public SslAuthenticationException(String message) {
    this(message, null);
  }

  public SslAuthenticationException(String message, @Nullable Throwable cause) {
    super(KafkaError.SASL_AUTHENTICATION_FAILED, message, cause);
  }
}
