package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Another member has joined with the same group.instance.id. What to do: give each running instance
 * an id of its own, and close this one.
 *
 * <p>On the wire: {@link KafkaError#FENCED_INSTANCE_ID}.
 *
 * @since 0.1
 */
public final class FencedInstanceIdException extends FatalException {
  private static final long serialVersionUID = 1L;

  public FencedInstanceIdException(String message) {
    this(message, null);
  }

  public FencedInstanceIdException(String message, @Nullable Throwable cause) {
    super(KafkaError.FENCED_INSTANCE_ID, message, cause);
  }
}
