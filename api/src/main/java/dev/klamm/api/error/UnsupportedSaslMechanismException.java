package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker does not offer this SASL mechanism. What to do: set sasl.mechanism to one that the
 * broker enables.
 *
 * <p>On the wire: {@link KafkaError#UNSUPPORTED_SASL_MECHANISM}.
 *
 * @since 0.1
 */
public final class UnsupportedSaslMechanismException extends AuthenticationException {
  private static final long serialVersionUID = 1L;

  public UnsupportedSaslMechanismException(String message) {
    this(message, null);
  }

  public UnsupportedSaslMechanismException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNSUPPORTED_SASL_MECHANISM, message, cause);
  }
}
