package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The group runs a newer topology. What to do: close this instance and deploy the newer topology.
 *
 * <p>On the wire: {@link KafkaError#STREAMS_TOPOLOGY_FENCED}.
 *
 * @since 0.1
 */
public final class StreamsTopologyFencedException extends FatalException {
  private static final long serialVersionUID = 1L;

  public StreamsTopologyFencedException(String message) {
    this(message, null);
  }

  public StreamsTopologyFencedException(String message, @Nullable Throwable cause) {
    super(KafkaError.STREAMS_TOPOLOGY_FENCED, message, cause);
  }
}
