package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker has no authorizer, so it keeps no ACLs. What to do: set authorizer.class.name on the
 * broker before using ACLs.
 *
 * <p>On the wire: {@link KafkaError#SECURITY_DISABLED}.
 *
 * @since 0.1
 */
public final class SecurityDisabledException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public SecurityDisabledException(String message) {
    this(message, null);
  }

  public SecurityDisabledException(String message, @Nullable Throwable cause) {
    super(KafkaError.SECURITY_DISABLED, message, cause);
  }
}
