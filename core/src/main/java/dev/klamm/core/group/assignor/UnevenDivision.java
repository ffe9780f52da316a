package dev.klamm.core.group.assignor;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.group.assignor.UniformAssignor.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Divides among members that read different topics: what is free goes to the reader with the least,
 * topics with few readers first; then partitions move from who has more to who has less until no
 * move would help. Each move makes the sum of squares smaller, so that this ends.
 */
final class UnevenDivision {
  private final Map<Uuid, List<Share>> readers = new TreeMap<>();

  UnevenDivision(List<Share> shares) {
    for (Share share : shares) {
      for (Uuid topic : share.reader().topics()) {
        readers.computeIfAbsent(topic, each -> new ArrayList<>()).add(share);
      }
    }
  }

  void fill(Map<Uuid, boolean[]> taken) {
    List<Uuid> scarceFirst = new ArrayList<>(readers.keySet());
    scarceFirst.sort(Comparator.comparingInt(topic -> readersOf(topic).size()));
    for (Uuid topic : scarceFirst) {
      boolean[] ofTopic = taken.getOrDefault(topic, new boolean[0]);
      for (int partition = 0; partition < ofTopic.length; partition++) {
        if (!ofTopic[partition]) {
          least(readersOf(topic)).add(topic, partition);
        }
      }
    }
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Uuid topic : scarceFirst) {
        moved |= level(topic);
      }
    }
  }

  private boolean level(Uuid topic) {
    boolean moved = false;
    while (true) {
      Share least = least(readersOf(topic));
      Share most = mostWithSome(topic);
      if (most == null || most.size() <= least.size() + 1) {
        return moved;
      }
      least.add(topic, most.removeFrom(topic));
      moved = true;
    }
  }

  private List<Share> readersOf(Uuid topic) {
    return readers.getOrDefault(topic, List.of());
  }

  private static Share least(List<Share> shares) {
    Share least = shares.get(0);
    for (Share share : shares) {
      if (share.size() < least.size()) {
        least = share;
      }
    }
    return least;
  }

  /** Who has most of all among those that hold a partition of a topic, or null if nobody does. */
  private @org.jspecify.annotations.Nullable Share mostWithSome(Uuid topic) {
    Share most = null;
    for (Share share : readersOf(topic)) {
      if (share.sizeOf(topic) > 0 && (most == null || share.size() > most.size())) {
        most = share;
      }
    }
    return most;
  }
}
