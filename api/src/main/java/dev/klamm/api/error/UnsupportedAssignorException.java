package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The coordinator does not have this assignor. What to do: set group.remote.assignor to one it has
 * (uniform, range).
 *
 * <p>On the wire: {@link KafkaError#UNSUPPORTED_ASSIGNOR}.
 *
 * @since 0.1
 */
public final class UnsupportedAssignorException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public UnsupportedAssignorException(String message) {
    this(message, null);
  }

  public UnsupportedAssignorException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNSUPPORTED_ASSIGNOR, message, cause);
  }
}
