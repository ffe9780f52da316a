package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * No address of {@code bootstrap.servers} can be resolved. What to do: check the names, or the name
 * server.
 *
 * @since 0.1
 */
public final class BootstrapResolutionException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public BootstrapResolutionException(String message) {
    this(message, null);
  }

  public BootstrapResolutionException(String message, @Nullable Throwable cause) {
    super(KafkaError.NETWORK_EXCEPTION, message, cause);
  }
}
