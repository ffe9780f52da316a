package dev.klamm.core.group.consumer;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.group.assignor.PartitionSet;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Since which epoch a member holds each of its partitions (KIP-1251). What it read in an epoch that
 * is over may still be committed if it has held the partition all the time. Immutable.
 */
final class Tenure {
  static final Tenure NONE = new Tenure(new TreeMap<>());
  private static final int NEVER = Integer.MAX_VALUE;

  private record Since(int[] partitions, int[] epochs) {
    int of(int partition) {
      int at = Arrays.binarySearch(partitions, partition);
      return at < 0 ? NEVER : epochs[at];
    }
  }

  private final Map<Uuid, Since> byTopic;

  private Tenure(Map<Uuid, Since> byTopic) {
    this.byTopic = byTopic;
  }

  /** The first epoch in which it held a partition that it holds, or the greatest number. */
  int since(Uuid topic, int partition) {
    Since ofTopic = byTopic.get(topic);
    return ofTopic == null ? NEVER : ofTopic.of(partition);
  }

  /** Finds the epoch of a partition. */
  @FunctionalInterface
  interface EpochOf {
    int epoch(Uuid topic, int partition);
  }

  static Tenure of(PartitionSet held, EpochOf epochs) {
    Map<Uuid, Since> byTopic = new TreeMap<>();
    held.forEach(
        (topic, partitions) -> {
          int[] since = new int[partitions.length];
          for (int i = 0; i < since.length; i++) {
            since[i] = epochs.epoch(topic, partitions[i]);
          }
          byTopic.put(topic, new Since(partitions, since));
        });
    return new Tenure(byTopic);
  }
}
