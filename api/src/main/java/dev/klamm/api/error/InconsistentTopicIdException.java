package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The topic's id is not the one in the request. What to do: refresh the metadata.
 *
 * <p>On the wire: {@link KafkaError#INCONSISTENT_TOPIC_ID}.
 *
 * @since 0.1
 */
public final class InconsistentTopicIdException extends InvalidMetadataException {
  private static final long serialVersionUID = 1L;

  public InconsistentTopicIdException(String message) {
    this(message, null);
  }

  public InconsistentTopicIdException(String message, @Nullable Throwable cause) {
    super(KafkaError.INCONSISTENT_TOPIC_ID, message, cause);
  }
}
