package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The description of the topology was not stored. What to do: follow the reason in the message.
 *
 * <p>On the wire: {@link KafkaError#STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED}.
 *
 * @since 0.1
 */
public final class StreamsTopologyDescriptionUpdateFailedException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public StreamsTopologyDescriptionUpdateFailedException(String message) {
    this(message, null);
  }

  public StreamsTopologyDescriptionUpdateFailedException(
      String message, @Nullable Throwable cause) {
    super(KafkaError.STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED, message, cause);
  }
}
