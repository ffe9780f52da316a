package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * The group is subscribed to the topic, so its offsets cannot be deleted. What to do: stop the
 * group's members or change their subscription first.
 *
 * <p>On the wire: {@link KafkaError#GROUP_SUBSCRIBED_TO_TOPIC}.
 *
 * @since 0.1
 */
public final class GroupSubscribedToTopicException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  public GroupSubscribedToTopicException(String message) {
    this(message, null);
  }

  public GroupSubscribedToTopicException(String message, @Nullable Throwable cause) {
    super(KafkaError.GROUP_SUBSCRIBED_TO_TOPIC, message, cause);
  }
}
