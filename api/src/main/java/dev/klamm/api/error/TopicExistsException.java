package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * A topic of this name exists already. What to do: use it as it is, or choose another name.
 *
 * <p>On the wire: {@link KafkaError#TOPIC_ALREADY_EXISTS}.
 *
 * @since 0.1
 */
public final class TopicExistsException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public TopicExistsException(String message) {
    this(message, null);
  }

  public TopicExistsException(String message, @Nullable Throwable cause) {
    super(KafkaError.TOPIC_ALREADY_EXISTS, message, cause);
  }
}
