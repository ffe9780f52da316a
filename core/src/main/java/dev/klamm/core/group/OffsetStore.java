package dev.klamm.core.group;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The committed offsets of all groups, and those that are pending; changes by replay only. */
public final class OffsetStore {
  private final Map<String, Map<TopicPartition, CommittedOffset>> byGroup = new HashMap<>();
  private final PendingOffsets pending = new PendingOffsets();

  /** What open transactions are about to commit. */
  PendingOffsets pending() {
    return pending;
  }

  void replay(GroupKeys.OffsetKey key, byte @Nullable [] value) {
    if (value == null) {
      remove(key);
    } else {
      byGroup
          .computeIfAbsent(key.groupId(), id -> new HashMap<>())
          .put(key.partition(), CommittedOffset.fromBytes(key, value));
    }
  }

  private void remove(GroupKeys.OffsetKey key) {
    Map<TopicPartition, CommittedOffset> offsets = byGroup.get(key.groupId());
    if (offsets != null && offsets.remove(key.partition()) != null && offsets.isEmpty()) {
      byGroup.remove(key.groupId());
    }
  }

  public @Nullable CommittedOffset get(String groupId, TopicPartition partition) {
    return of(groupId).get(partition);
  }

  /** A group's offsets; unmodifiable, empty if it has none. */
  public Map<TopicPartition, CommittedOffset> of(String groupId) {
    return Collections.unmodifiableMap(byGroup.getOrDefault(groupId, Map.of()));
  }

  /** Whether a group has offsets, be they pending. */
  public boolean has(String groupId) {
    return byGroup.containsKey(groupId) || pending.has(groupId);
  }

  /** The keys of all offsets in a topic. */
  List<GroupKeys.OffsetKey> inTopic(String topic) {
    List<GroupKeys.OffsetKey> found = new ArrayList<>();
    byGroup.forEach(
        (groupId, offsets) -> {
          for (TopicPartition partition : offsets.keySet()) {
            if (partition.topic().equals(topic)) {
              found.add(new GroupKeys.OffsetKey(groupId, partition));
            }
          }
        });
    return found;
  }

  Collection<String> groupIds() {
    return Collections.unmodifiableSet(byGroup.keySet());
  }
}
