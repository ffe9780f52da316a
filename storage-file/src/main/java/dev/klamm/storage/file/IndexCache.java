package dev.klamm.storage.file;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The indexes of sealed files that were read last, up to a number of entries. Any thread. */
final class IndexCache {

  private final int capacity;
  private final Map<LogRuns, RunIndex> indexes = new LinkedHashMap<>(16, 0.75f, true);
  private int entries;

  IndexCache(int capacity) {
    this.capacity = capacity;
  }

  /** The index of runs, from memory or from the footer of their file, of which the caller holds. */
  RunIndex of(LogRuns runs) {
    RunIndex index = runs.resident();
    if (index != null) {
      return index;
    }
    index = cached(runs);
    if (index == null) {
      index = Footer.readIndex(runs);
      keep(runs, index);
    }
    return index;
  }

  private synchronized @Nullable RunIndex cached(LogRuns runs) {
    return indexes.get(runs);
  }

  private synchronized void keep(LogRuns runs, RunIndex index) {
    if (indexes.put(runs, index) == null) {
      entries += index.count();
    }
    Iterator<RunIndex> oldest = indexes.values().iterator();
    while (entries > capacity && indexes.size() > 1) {
      entries -= oldest.next().count();
      oldest.remove();
    }
  }
}
