package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * There is no such delegation token. What to do: create a new one.
 *
 * <p>On the wire: {@link KafkaError#DELEGATION_TOKEN_NOT_FOUND}.
 *
 * @since 0.1
 */
public final class DelegationTokenNotFoundException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public DelegationTokenNotFoundException(String message) {
    this(message, null);
  }

  public DelegationTokenNotFoundException(String message, @Nullable Throwable cause) {
    super(KafkaError.DELEGATION_TOKEN_NOT_FOUND, message, cause);
  }
}
