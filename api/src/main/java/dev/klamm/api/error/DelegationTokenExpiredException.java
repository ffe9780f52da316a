package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The delegation token has expired. What to do: create a new one.
 *
 * <p>On the wire: {@link KafkaError#DELEGATION_TOKEN_EXPIRED}.
 *
 * @since 0.1
 */
public final class DelegationTokenExpiredException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public DelegationTokenExpiredException(String message) {
    this(message, null);
  }

  public DelegationTokenExpiredException(String message, @Nullable Throwable cause) {
    super(KafkaError.DELEGATION_TOKEN_EXPIRED, message, cause);
  }
}
