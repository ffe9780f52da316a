package dev.klamm.tck.storage;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageCapability;
import dev.klamm.api.storage.StorageContext;
import java.util.Collection;
import java.util.Set;

/** Does something of a test's choosing in the middle of each commit, and stores nothing. */
record MeddlingStorage(Runnable duringCommit) implements StorageBackend, LogStore {

  @Override
  public long commit(Batch batch) {
    duringCommit.run();
    return 1;
  }

  @Override
  public LogStore open(StorageContext context) {
    return this;
  }

  @Override
  public String name() {
    return "meddling";
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return Set.of(StorageCapability.VOLATILE);
  }

  @Override
  public Durability strongestDurability() {
    return Durability.NONE;
  }

  @Override
  public int epoch() {
    return 0;
  }

  @Override
  public PartitionLog log(LogId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Collection<LogId> logs() {
    return Set.of();
  }

  @Override
  public KeyValues keyValues() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void makeDurable(Durability level, long commit) {}

  @Override
  public long durableUpTo(Durability level) {
    return 1;
  }

  @Override
  public void close(CloseMode mode) {}
}
