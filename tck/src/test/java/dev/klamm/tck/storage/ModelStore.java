package dev.klamm.tck.storage;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.api.storage.StorageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The store of {@link ModelStorage}: one immutable model per commit. */
final class ModelStore implements LogStore, KeyValues {

  private final ModelStorage storage;
  private final Bug bug;
  private final int epoch;
  private final CommitListener listener;
  private final List<StoreModel> prefixes = new ArrayList<>();
  private final List<Batch> commits = new ArrayList<>();
  private final Map<LogId, List<ByteBuffer>> views = new HashMap<>();
  private volatile StoreModel now;
  private volatile long durable;
  private volatile boolean closed;

  ModelStore(ModelStorage storage, Bug bug, int epoch, StoreModel found, CommitListener listener) {
    this.storage = storage;
    this.bug = bug;
    this.epoch = epoch;
    this.listener = listener;
    this.now = found;
    prefixes.add(found);
  }

  StoreModel now() {
    return now;
  }

  void gaveOut(LogId id, ByteBuffer bytes) {
    if (bug == Bug.VIEWS_DIE_WITH_THEIR_RANGE) {
      views.computeIfAbsent(id, i -> new ArrayList<>()).add(bytes);
    }
  }

  @Override
  public long commit(Batch batch) {
    if (closed) {
      throw new StorageException("the model is closed");
    }
    StoreModel next = now.copy();
    if (bug == Bug.HALF_COMMITS) {
      now = next;
    }
    next.apply(batch);
    now = next;
    prefixes.add(next);
    commits.add(BatchCopy.of(batch));
    for (Batch.Operation operation : batch.operations()) {
      if (operation instanceof Batch.TrimPrefix trim) {
        views.getOrDefault(trim.id(), List.of()).forEach(AssertingLog::scramble);
      }
    }
    return commits.size();
  }

  @Override
  public void makeDurable(Durability level, long commit) {
    if (level != Durability.NONE && commit > durable) {
      durable = commit;
      if (bug != Bug.DOES_NOT_TELL) {
        listener.durable(Durability.SYNC, commit);
      }
    } else if (bug == Bug.DURABILITY_FALLS && level != Durability.NONE) {
      durable = commit;
    }
  }

  @Override
  public long durableUpTo(Durability level) {
    return level == Durability.NONE ? commits.size() : durable;
  }

  @Override
  public void close(CloseMode mode) {
    if (!closed) {
      closed = true;
      storage.save(mode == CloseMode.CLEAN ? now : afterAbort());
    }
  }

  private StoreModel afterAbort() {
    int kept = (int) durable;
    if (bug == Bug.LOSES_DURABLE && kept > 0) {
      return prefixes.get(kept - 1);
    }
    if (bug == Bug.LEAVES_OUT_A_COMMIT && kept + 2 <= commits.size()) {
      return leavingOut(kept);
    }
    StoreModel found = prefixes.get(kept).copy();
    if (bug == Bug.FORGETS_THE_END_OF_TRIMMED_LOGS) {
      found.forgetEmptyLogs();
    }
    return found;
  }

  private StoreModel leavingOut(int index) {
    StoreModel found = prefixes.get(index).copy();
    try {
      found.apply(commits.get(index + 1));
      return found;
    } catch (StorageException e) {
      return prefixes.get(index);
    }
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public PartitionLog log(LogId id) {
    return new ModelLog(this, bug, id);
  }

  @Override
  public Collection<LogId> logs() {
    return now.logs();
  }

  @Override
  public KeyValues keyValues() {
    return this;
  }

  @Override
  public byte[] get(byte[] key) {
    byte[] value = now.keys().get(key);
    return bug == Bug.FORGETS_EMPTY_VALUES && value != null && value.length == 0 ? null : value;
  }

  @Override
  public void scan(byte[] from, byte[] to, BiConsumer<byte[], byte[]> each) {
    TreeMap<byte[], byte[]> sorted =
        new TreeMap<>(bug == Bug.SIGNED_KEYS ? Arrays::compare : Arrays::compareUnsigned);
    sorted.putAll(now.keys());
    sorted.forEach(
        (key, value) -> {
          if (Arrays.compareUnsigned(key, from) >= 0
              && (to == null || Arrays.compareUnsigned(key, to) < 0)) {
            each.accept(key, value);
          }
        });
  }
}
