package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * No controller of this id is registered. What to do: check the id.
 *
 * <p>On the wire: {@link KafkaError#CONTROLLER_ID_NOT_REGISTERED}.
 *
 * @since 0.1
 */
public final class ControllerIdNotRegisteredException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public ControllerIdNotRegisteredException(String message) {
    this(message, null);
  }

  public ControllerIdNotRegisteredException(String message, @Nullable Throwable cause) {
    super(KafkaError.CONTROLLER_ID_NOT_REGISTERED, message, cause);
  }
}
