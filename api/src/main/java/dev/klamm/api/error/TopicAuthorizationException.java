package dev.klamm.api.error;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This user may not do that with a topic. What to do: grant the right (an ACL on the topic), or
 * connect as another user.
 *
 * <p>On the wire: {@link KafkaError#TOPIC_AUTHORIZATION_FAILED}.
 *
 * @since 0.1
 */
public final class TopicAuthorizationException extends AuthorizationException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // always one of the JDK's serializable sets
  private final Set<String> topics;

  public TopicAuthorizationException(String message) {
    this(message, Set.of());
  }

  public TopicAuthorizationException(String message, @Nullable Throwable cause) {
    super(KafkaError.TOPIC_AUTHORIZATION_FAILED, message, cause);
    topics = Set.of();
  }

  public TopicAuthorizationException(Set<String> topics) {
    this("not allowed to use topics: " + topics, topics);
  }

  public TopicAuthorizationException(String message, Set<String> topics) {
    super(KafkaError.TOPIC_AUTHORIZATION_FAILED, message, null);
    this.topics = Set.copyOf(topics);
  }

  /** The topics that are at fault; empty if they are not known. */
  public Set<String> unauthorizedTopics() {
    return topics;
  }
}
