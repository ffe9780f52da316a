package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Delegation tokens cannot be handled over this kind of connection. What to do: connect with TLS or
 * SASL, and not by a token.
 *
 * <p>On the wire: {@link KafkaError#DELEGATION_TOKEN_REQUEST_NOT_ALLOWED}.
 *
 * @since 0.1
 */
public final class UnsupportedByAuthenticationException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public UnsupportedByAuthenticationException(String message) {
    this(message, null);
  }

  public UnsupportedByAuthenticationException(String message, @Nullable Throwable cause) {
    super(KafkaError.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED, message, cause);
  }
}
