package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The request names the same thing twice. What to do: name it once.
 *
 * <p>On the wire: {@link KafkaError#DUPLICATE_RESOURCE}.
 *
 * @since 0.1
 */
public final class DuplicateResourceException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public DuplicateResourceException(String message) {
    this(message, null);
  }

  public DuplicateResourceException(String message, @Nullable Throwable cause) {
    super(KafkaError.DUPLICATE_RESOURCE, message, cause);
  }
}
