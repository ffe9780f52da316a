package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The producer holds as many unsent bytes as {@code buffer.memory} allows. What to do: send slower,
 * raise the limit, or find out why the broker is slow.
 *
 * @since 0.1
 */
public final class BufferExhaustedException extends TimeoutException {
  private static final long serialVersionUID = 1L;

  public BufferExhaustedException(String message) {
    super(message);
  }

  public BufferExhaustedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
