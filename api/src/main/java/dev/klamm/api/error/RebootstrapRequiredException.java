package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * What the client knows of the cluster is too old to go on with. What to do: begin again from
 * bootstrap.servers.
 *
 * <p>On the wire: {@link KafkaError#REBOOTSTRAP_REQUIRED}.
 *
 * @since 0.1
 */
public final class RebootstrapRequiredException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public RebootstrapRequiredException(String message) {
    this(message, null);
  }

  public RebootstrapRequiredException(String message, @Nullable Throwable cause) {
    super(KafkaError.REBOOTSTRAP_REQUIRED, message, cause);
  }
}
