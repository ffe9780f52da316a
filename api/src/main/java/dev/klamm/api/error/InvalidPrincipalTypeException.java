package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This type of principal is not known. What to do: use the type User.
 *
 * <p>On the wire: {@link KafkaError#INVALID_PRINCIPAL_TYPE}.
 *
 * @since 0.1
 */
public final class InvalidPrincipalTypeException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public InvalidPrincipalTypeException(String message) {
    this(message, null);
  }

  public InvalidPrincipalTypeException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_PRINCIPAL_TYPE, message, cause);
  }
}
