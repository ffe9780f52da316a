package dev.klamm.core.consumer;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.net.MetadataSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids of some topics, as they were when a request was begun. */
final class TopicIds {
  private final Map<String, Uuid> ids = new HashMap<>();
  private final Map<Uuid, String> names = new HashMap<>();
  private final boolean complete;

  TopicIds(MetadataSnapshot metadata, Collection<String> topics) {
    boolean all = true;
    for (String topic : topics) {
      Uuid id = metadata.topicId(topic);
      all &= !id.equals(Uuid.ZERO);
      ids.put(topic, id);
      names.put(id, topic);
    }
    complete = all;
  }

  /** Whether the id of every topic is known. */
  boolean isComplete() {
    return complete;
  }

  Uuid id(String topic) {
    return ids.getOrDefault(topic, Uuid.ZERO);
  }

  /** The topic's name, or null if it is none of these. */
  @Nullable String name(Uuid id) {
    return names.get(id);
  }
}
