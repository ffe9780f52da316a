package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The request does not fit the state of the SASL exchange. What to do: check that security.protocol
 * is the one of the listener.
 *
 * <p>On the wire: {@link KafkaError#ILLEGAL_SASL_STATE}.
 *
 * @since 0.1
 */
public final class IllegalSaslStateException extends AuthenticationException {
  private static final long serialVersionUID = 1L;

  public IllegalSaslStateException(String message) {
    this(message, null);
  }

  public IllegalSaslStateException(String message, @Nullable Throwable cause) {
    super(KafkaError.ILLEGAL_SASL_STATE, message, cause);
  }
}
