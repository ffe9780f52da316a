package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker does not have this topic or partition. What to do: check the name, create the topic,
 * or wait if it was created just now.
 *
 * <p>On the wire: {@link KafkaError#UNKNOWN_TOPIC_OR_PARTITION}.
 *
 * @since 0.1
 */
public final class UnknownTopicOrPartitionException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public UnknownTopicOrPartitionException(String message) {
    this(message, null);
  }

  public UnknownTopicOrPartitionException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNKNOWN_TOPIC_OR_PARTITION, message, cause);
  }
}
