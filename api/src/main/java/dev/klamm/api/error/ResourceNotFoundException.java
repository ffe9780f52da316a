package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The request names something that does not exist. What to do: check the name.
 *
 * <p>On the wire: {@link KafkaError#RESOURCE_NOT_FOUND}.
 *
 * @since 0.1
 */
public final class ResourceNotFoundException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public ResourceNotFoundException(String message) {
    this(message, null);
  }

  public ResourceNotFoundException(String message, @Nullable Throwable cause) {
    super(KafkaError.RESOURCE_NOT_FOUND, message, cause);
  }
}
