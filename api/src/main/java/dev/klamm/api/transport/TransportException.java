package dev.klamm.api.transport;

import org.jspecify.annotations.Nullable;

/**
 * A transport cannot bind, connect or go on.
 *
 * @since 0.1
 */
public final class TransportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TransportException(String message) {
    super(message);
  }

  public TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
