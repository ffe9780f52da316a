package dev.klamm.core.storage.memory;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.api.storage.StorageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An open store in the heap: forgets everything at close, unless somebody takes its contents. */
final class MemoryLogStore implements LogStore {

  private final int epoch;
  private final Persistence persistence;
  private final Map<LogId, MemoryLog> logs = new ConcurrentHashMap<>();
  private final MemoryKeyValues keys;
  private final LogWriter writer = new LogWriter();
  private final List<MemoryLog> touched = new ArrayList<>();
  private volatile long committed;
  private volatile boolean closed;

  MemoryLogStore(int epoch, Contents found, Persistence persistence) {
    this.epoch = epoch;
    this.persistence = persistence;
    this.keys = found.keys();
    found.logs().forEach((id, state) -> logs.put(id, new MemoryLog(id, state)));
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public PartitionLog log(LogId id) {
    return existing(id);
  }

  private MemoryLog existing(LogId id) {
    MemoryLog log = logs.get(id);
    return log != null ? log : logs.computeIfAbsent(id, i -> new MemoryLog(i, LogState.EMPTY));
  }

  @Override
  public Collection<LogId> logs() {
    List<LogId> ids = new ArrayList<>();
    for (MemoryLog log : logs.values()) {
      if (!log.published().isEmpty()) {
        ids.add(log.id());
      }
    }
    return ids;
  }

  @Override
  public KeyValues keyValues() {
    return keys;
  }

  @Override
  public long commit(Batch batch) {
    if (closed) {
      throw new StorageException("the store is closed");
    }
    List<Batch.Operation> operations = batch.operations();
    try {
      prepareLogs(operations);
      long commit = committed + 1;
      publishLogs(commit);
      writeKeys(operations, commit);
      committed = commit;
      return commit;
    } finally {
      for (int i = 0; i < touched.size(); i++) {
        touched.get(i).forget();
      }
      touched.clear();
    }
  }

  /** Everything that can fail happens here, and nothing of it is seen yet. */
  private void prepareLogs(List<Batch.Operation> operations) {
    for (int i = 0; i < operations.size(); i++) {
      Batch.Operation operation = operations.get(i);
      if (operation instanceof Batch.Append append) {
        MemoryLog log = existing(append.id());
        prepare(log, writer.append(log.pending(), append));
      } else if (operation instanceof Batch.TrimPrefix trim) {
        MemoryLog log = existing(trim.id());
        prepare(log, writer.trim(log.pending(), trim));
      } else if (operation instanceof Batch.Replace replace) {
        MemoryLog log = existing(replace.id());
        prepare(log, writer.replace(log.pending(), replace));
      } else if (operation instanceof Batch.Drop drop) {
        prepare(existing(drop.id()), LogState.EMPTY);
      }
    }
  }

  private void prepare(MemoryLog log, LogState next) {
    if (!log.isTouched()) {
      touched.add(log);
    }
    log.prepare(next);
  }

  private void publishLogs(long commit) {
    for (int i = 0; i < touched.size(); i++) {
      MemoryLog log = touched.get(i);
      LogState before = log.published();
      persistence.logChanges(commit, this, log.id(), before);
      log.publish();
      // A log that was empty all along stays, for whoever waits for its first append.
      if (log.published().isEmpty() && !before.isEmpty()) {
        logs.remove(log.id(), log);
      }
    }
  }

  private void writeKeys(List<Batch.Operation> operations, long commit) {
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i) instanceof Batch.Put put) {
        persistence.keyChanged(commit, this, put.key(), keys.put(put.key(), put.value()));
      } else if (operations.get(i) instanceof Batch.Delete delete) {
        persistence.keyChanged(commit, this, delete.key(), keys.remove(delete.key()));
      }
    }
  }

  /** Takes a log back to an earlier state; only when nothing is committed any more. */
  void restore(LogId id, LogState earlier) {
    MemoryLog log = existing(id);
    log.prepare(earlier);
    log.publish();
  }

  MemoryKeyValues keys() {
    return keys;
  }

  /** What another store goes on from; this one may then be read but not written. */
  Contents contents() {
    Contents contents = new Contents(new ConcurrentHashMap<>(), keys);
    for (MemoryLog log : logs.values()) {
      if (!log.published().isEmpty()) {
        contents.logs().put(log.id(), writer.frozen(log.published()));
      }
    }
    return contents;
  }

  @Override
  public void makeDurable(Durability level, long commit) {
    if (!closed) {
      persistence.makeDurable(level, Math.min(commit, committed));
    }
  }

  @Override
  public long durableUpTo(Durability level) {
    return persistence.durableUpTo(level, committed);
  }

  @Override
  public void close(CloseMode mode) {
    if (!closed) {
      closed = true;
      persistence.closed(mode, this, committed);
      logs.clear();
    }
  }
}
