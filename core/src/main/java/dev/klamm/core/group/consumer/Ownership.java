package dev.klamm.core.group.consumer;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.core.group.assignor.PartitionSet.PartitionTest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who holds which partition: who may read it, or was asked to give it up and has not yet. */
final class Ownership {
  private final Map<Uuid, Map<Integer, String>> holders = new HashMap<>();

  /** A member's progress has changed; null for none before or after. */
  void move(String memberId, @Nullable Progress before, @Nullable Progress after) {
    if (before != null) {
      before.assigned().forEach((topic, partitions) -> release(memberId, topic, partitions));
      before.revoking().forEach((topic, partitions) -> release(memberId, topic, partitions));
    }
    if (after != null) {
      after.assigned().forEach((topic, partitions) -> hold(memberId, topic, partitions));
      after.revoking().forEach((topic, partitions) -> hold(memberId, topic, partitions));
    }
  }

  /** Says of a partition whether someone else than a member holds it. */
  PartitionTest heldByOthersThan(String memberId) {
    return (topic, partition) -> {
      Map<Integer, String> ofTopic = holders.get(topic);
      String holder = ofTopic == null ? null : ofTopic.get(partition);
      return holder != null && !holder.equals(memberId);
    };
  }

  /** Whether someone else holds one of these partitions. */
  boolean isAnyHeldByOthers(PartitionSet partitions, String memberId) {
    return !partitions.filter(heldByOthersThan(memberId)).isEmpty();
  }

  private void hold(String memberId, Uuid topic, int[] partitions) {
    Map<Integer, String> ofTopic = holders.computeIfAbsent(topic, each -> new HashMap<>());
    for (int partition : partitions) {
      ofTopic.put(partition, memberId);
    }
  }

  private void release(String memberId, Uuid topic, int[] partitions) {
    Map<Integer, String> ofTopic = holders.get(topic);
    if (ofTopic == null) {
      return;
    }
    for (int partition : partitions) {
      ofTopic.remove(partition, memberId);
    }
    if (ofTopic.isEmpty()) {
      holders.remove(topic);
    }
  }
}
