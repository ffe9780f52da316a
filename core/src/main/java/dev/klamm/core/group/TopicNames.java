package dev.klamm.core.group;

import dev.klamm.api.cluster.Uuid;
import org.jspecify.annotations.Nullable;

/** What groups need to know of the topics there are; asked on the engine. */
public interface TopicNames {

  /** The name of the topic with an id, or null if there is none. */
  @Nullable String nameOf(Uuid topicId);

  /** The id of the topic with a name, or null if there is none. */
  @Nullable Uuid idOf(String topic);

  boolean hasPartition(String topic, int partition);

  /** How many partitions a topic has, 0 if there is none of that name. */
  int partitionCount(String topic);

  /** The names of all topics there are, in order. */
  Iterable<String> names();

  /** Another object whenever topics may have changed. */
  Object version();
}
