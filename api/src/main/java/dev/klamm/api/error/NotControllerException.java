package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This broker does not control the cluster. What to do: refresh the metadata and ask the
 * controller.
 *
 * <p>On the wire: {@link KafkaError#NOT_CONTROLLER}.
 *
 * @since 0.1
 */
public final class NotControllerException extends RetriableException {
  private static final long serialVersionUID = 1L;

  public NotControllerException(String message) {
    this(message, null);
  }

  public NotControllerException(String message, @Nullable Throwable cause) {
    super(KafkaError.NOT_CONTROLLER, message, cause);
  }
}
