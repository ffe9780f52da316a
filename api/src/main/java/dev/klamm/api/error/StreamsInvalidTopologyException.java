package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The topology is not allowed. What to do: follow the reason in the message.
 *
 * <p>On the wire: {@link KafkaError#STREAMS_INVALID_TOPOLOGY}.
 *
 * @since 0.1
 */
public final class StreamsInvalidTopologyException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public StreamsInvalidTopologyException(String message) {
    this(message, null);
  }

  public StreamsInvalidTopologyException(String message, @Nullable Throwable cause) {
    super(KafkaError.STREAMS_INVALID_TOPOLOGY, message, cause);
  }
}
