package dev.klamm.core.broker.cluster;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.log.Partition;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All topics as of some moment. Immutable, for any thread. */
public final class ClusterImage {

  static final ClusterImage EMPTY = new ClusterImage(new TreeMap<>());

  private final TreeMap<String, Topic> byName;
  private final Map<Uuid, Topic> byId;

  private ClusterImage(TreeMap<String, Topic> byName) {
    this.byName = byName;
    this.byId = new HashMap<>(byName.size() * 2);
    byName.values().forEach(topic -> byId.put(topic.id(), topic));
  }

  public @Nullable Topic topic(String name) {
    return byName.get(name);
  }

  public @Nullable Topic topic(Uuid id) {
    return byId.get(id);
  }

  public @Nullable Partition partition(String topic, int partition) {
    Topic found = byName.get(topic);
    return found == null ? null : found.partition(partition);
  }

  /** By name. */
  public Collection<Topic> topics() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** A copy with some topics set and some removed. */
  ClusterImage with(Collection<Topic> set, Collection<String> removed) {
    TreeMap<String, Topic> names = new TreeMap<>(byName);
    removed.forEach(names::remove);
    set.forEach(topic -> names.put(topic.name(), topic));
    return new ClusterImage(names);
  }
}
