package dev.klamm.api.error;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A topic's name is not allowed, or the topic must not be written to by clients. What to do: use 1
 * to 249 of the characters {@code a-z A-Z 0-9 . _ -}, and neither {@code .} nor {@code ..} alone.
 *
 * <p>On the wire: {@link KafkaError#INVALID_TOPIC_EXCEPTION}.
 *
 * @since 0.1
 */
public final class InvalidTopicException extends MisconfiguredException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // always one of the JDK's serializable sets
  private final Set<String> topics;

  public InvalidTopicException(String message) {
    this(message, Set.of());
  }

  public InvalidTopicException(String message, @Nullable Throwable cause) {
    super(KafkaError.INVALID_TOPIC_EXCEPTION, message, cause);
    topics = Set.of();
  }

  public InvalidTopicException(Set<String> topics) {
    this("topics that are not allowed: " + topics, topics);
  }

  public InvalidTopicException(String message, Set<String> topics) {
    super(KafkaError.INVALID_TOPIC_EXCEPTION, message, null);
    this.topics = Set.copyOf(topics);
  }

  /** The topics that are at fault; empty if they are not known. */
  public Set<String> invalidTopics() {
    return topics;
  }
}
