package dev.klamm.testkit.simulation;

import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.Extent;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageCapability;
import dev.klamm.api.storage.StorageContext;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Passes everything on to a sound backend, but for what a negative control overrides. */
final class MeddlingStorage implements StorageBackend {

  private final StorageBackend sound;
  private final UnaryOperator<LogStore> meddling;

  MeddlingStorage(StorageBackend sound, UnaryOperator<LogStore> meddling) {
    this.sound = sound;
    this.meddling = meddling;
  }

  @Override
  public String name() {
    return sound.name();
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return sound.capabilities();
  }

  @Override
  public Durability strongestDurability() {
    return sound.strongestDurability();
  }

  @Override
  public LogStore open(StorageContext context) {
    return meddling.apply(sound.open(context));
  }

  /** A store that is sound as it stands. */
  static class Store implements LogStore {

    final LogStore sound;

    Store(LogStore sound) {
      this.sound = sound;
    }

    @Override
    public int epoch() {
      return sound.epoch();
    }

    @Override
    public PartitionLog log(LogId id) {
      return sound.log(id);
    }

    @Override
    public Collection<LogId> logs() {
      return sound.logs();
    }

    @Override
    public KeyValues keyValues() {
      return sound.keyValues();
    }

    @Override
    public long commit(Batch batch) {
      return sound.commit(batch);
    }

    @Override
    public void makeDurable(Durability level, long commit) {
      sound.makeDurable(level, commit);
    }

    @Override
    public long durableUpTo(Durability level) {
      return sound.durableUpTo(level);
    }

    @Override
    public void close(CloseMode mode) {
      sound.close(mode);
    }
  }

  /** A log that is sound as it stands. */
  static class Log implements PartitionLog {

    final PartitionLog sound;

    Log(PartitionLog sound) {
      this.sound = sound;
    }

    @Override
    public LogId id() {
      return sound.id();
    }

    @Override
    public long startOffset() {
      return sound.startOffset();
    }

    @Override
    public long endOffset() {
      return sound.endOffset();
    }

    @Override
    public long sizeInBytes() {
      return sound.sizeInBytes();
    }

    @Override
    public RecordsRead read(long from, long upTo, int maxBytes, boolean minOneBatch) {
      return sound.read(from, upTo, maxBytes, minOneBatch);
    }

    @Override
    public BatchCursor headers(long from) {
      return sound.headers(from);
    }

    @Override
    public long findByTimestamp(long timestamp, long upTo) {
      return sound.findByTimestamp(timestamp, upTo);
    }

    @Override
    public List<Extent> extents() {
      return sound.extents();
    }
  }
}
