package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The connection was not accepted: the broker does not know the user, or the two do not agree how
 * to find out.
 *
 * @since 0.1
 */
public abstract class AuthenticationException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  AuthenticationException(KafkaError error, @Nullable String message, @Nullable Throwable cause) {
    super(error, message, cause);
  }
}
