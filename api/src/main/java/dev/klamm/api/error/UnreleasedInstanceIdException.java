package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Another member still holds this group.instance.id. What to do: wait until it leaves or its
 * session ends, or use another id.
 *
 * <p>On the wire: {@link KafkaError#UNRELEASED_INSTANCE_ID}.
 *
 * @since 0.1
 */
public final class UnreleasedInstanceIdException extends FatalException {
  private static final long serialVersionUID = 1L;

  public UnreleasedInstanceIdException(String message) {
    this(message, null);
  }

  public UnreleasedInstanceIdException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNRELEASED_INSTANCE_ID, message, cause);
  }
}
