package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker has no topic of this id, mostly because the topic was deleted or created anew. What to
 * do: refresh the metadata.
 *
 * <p>On the wire: {@link KafkaError#UNKNOWN_TOPIC_ID}.
 *
 * @since 0.1
 */
public final class UnknownTopicIdException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public UnknownTopicIdException(String message) {
    this(message, null);
  }

  public UnknownTopicIdException(String message, @Nullable Throwable cause) {
    super(KafkaError.UNKNOWN_TOPIC_ID, message, cause);
  }
}
