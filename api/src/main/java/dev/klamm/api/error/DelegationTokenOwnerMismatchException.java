package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This user neither owns the delegation token nor may renew it. What to do: connect as its owner.
 *
 * <p>On the wire: {@link KafkaError#DELEGATION_TOKEN_OWNER_MISMATCH}.
 *
 * @since 0.1
 */
public final class DelegationTokenOwnerMismatchException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public DelegationTokenOwnerMismatchException(String message) {
    this(message, null);
  }

  public DelegationTokenOwnerMismatchException(String message, @Nullable Throwable cause) {
    super(KafkaError.DELEGATION_TOKEN_OWNER_MISMATCH, message, cause);
  }
}
