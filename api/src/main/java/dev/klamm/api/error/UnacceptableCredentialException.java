package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The credential does not meet the rules. What to do: follow the rule named in the message.
 *
 * <p>On the wire: {@link KafkaError#UNACCEPTABLE_CREDENTIAL}.
 *
 * @since 0.1
 */
public final class UnacceptableCredentialException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public UnacceptableCredentialException(String message) {
    this(message, null);
  }

  public UnacceptableCredentialException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNACCEPTABLE_CREDENTIAL, message, cause);
  }
}
