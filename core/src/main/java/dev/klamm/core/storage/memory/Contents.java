package dev.klamm.core.storage.memory;

import dev.klamm.api.storage.LogId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a store holds while it is closed.
 *
 * @param logs with no room left in their chunks
 */
record Contents(Map<LogId, LogState> logs, MemoryKeyValues keys) {

  static Contents empty() {
    return new Contents(new ConcurrentHashMap<>(), new MemoryKeyValues());
  }
}
