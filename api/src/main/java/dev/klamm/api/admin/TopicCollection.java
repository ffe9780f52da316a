package dev.klamm.api.admin;

import dev.klamm.api.cluster.Uuid;
import java.util.Collection;
import java.util.List;

/**
 * Topics, all by their names or all by their ids.
 *
 * @since 0.1
 */
public sealed interface TopicCollection {
  /** Topics by their ids. */
  static TopicIdCollection ofTopicIds(Collection<Uuid> topicIds) {
    return new TopicIdCollection(topicIds);
  }

  /** Topics by their names. */
  static TopicNameCollection ofTopicNames(Collection<String> topicNames) {
    return new TopicNameCollection(topicNames);
  }

  /** Topics by their ids. */
  record TopicIdCollection(Collection<Uuid> topicIds) implements TopicCollection {
    public TopicIdCollection {
      topicIds = List.copyOf(topicIds);
    }
  }

  /** Topics by their names. */
  record TopicNameCollection(Collection<String> topicNames) implements TopicCollection {
    public TopicNameCollection {
      topicNames = List.copyOf(topicNames);
    }
  }
}
