package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker knows the user and forbids the operation.
 *
 * @since 0.1
 */
public abstract class AuthorizationException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  AuthorizationException(KafkaError error, @Nullable String message, @Nullable Throwable cause) {
    super(error, message, cause);
  }
}
