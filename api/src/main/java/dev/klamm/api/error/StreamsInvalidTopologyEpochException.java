package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The topology's epoch is not allowed. What to do: raise it by one when the topology changes.
 *
 * <p>On the wire: {@link KafkaError#STREAMS_INVALID_TOPOLOGY_EPOCH}.
 *
 * @since 0.1
 */
public final class StreamsInvalidTopologyEpochException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public StreamsInvalidTopologyEpochException(String message) {
    this(message, null);
  }

  public StreamsInvalidTopologyEpochException(String message, @Nullable Throwable cause) {
    super(KafkaError.STREAMS_INVALID_TOPOLOGY_EPOCH, message, cause);
  }
}
