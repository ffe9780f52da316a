package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The broker does not let topics be deleted. What to do: set delete.topic.enable=true on the
 * broker.
 *
 * <p>On the wire: {@link KafkaError#TOPIC_DELETION_DISABLED}.
 *
 * @since 0.1
 */
public final class TopicDeletionDisabledException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public TopicDeletionDisabledException(String message) {
    this(message, null);
  }

  public TopicDeletionDisabledException(String message, @Nullable Throwable cause) {
    super(KafkaError.TOPIC_DELETION_DISABLED, message, cause);
  }
}
