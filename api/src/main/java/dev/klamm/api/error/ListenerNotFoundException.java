package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The partition's leader has no listener of this name. What to do: give every broker the listener
 * that clients connect to.
 *
 * <p>On the wire: {@link KafkaError#LISTENER_NOT_FOUND}.
 *
 * @since 0.1
 */
public final class ListenerNotFoundException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public ListenerNotFoundException(String message) {
    this(message, null);
  }

  public ListenerNotFoundException(String message, @Nullable Throwable cause) {
    super(KafkaError.LISTENER_NOT_FOUND, message, cause);
  }
}
