package dev.klamm.storage.file;

import dev.klamm.api.storage.LogId;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What the journal's commits add up to: logs, keys and the epoch. Committing and recovering change
 * it by the same methods, by one thread; any thread reads.
 */
final class StoreState {

  static final int NO_EPOCH = -1;

  private final ReadSide side;
  private final ConcurrentMap<LogId, FileLog> logs = new ConcurrentHashMap<>();
  private final SortedKeys keys = new SortedKeys();
  private int epoch = NO_EPOCH;

  StoreState(ReadSide side) {
    this.side = side;
  }

  FileLog log(LogId id) {
    FileLog log = logs.get(id);
    return log != null ? log : logs.computeIfAbsent(id, i -> new FileLog(i, side));
  }

  Collection<FileLog> logs() {
    return logs.values();
  }

  SortedKeys keys() {
    return keys;
  }

  int epoch() {
    return epoch;
  }

  void epoch(int value) {
    epoch = value;
  }
}
