package dev.klamm.tck.storage;

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
import org.jspecify.annotations.Nullable;

/** The store of {@link FaultyStorage}. */
final class FaultyStore implements LogStore {

  private final FaultyStorage storage;
  private final LogStore delegate;
  private final FaultyListener listener;
  private final List<Runnable> withheld = new ArrayList<>();
  private final long[] durableAtFailure = new long[Durability.values().length];
  private @Nullable StorageException failure;

  /** A commit that failed and may have reached the disk all the same. */
  private @Nullable Batch ghost;

  private boolean closed;

  FaultyStore(FaultyStorage storage, LogStore delegate, FaultyListener listener) {
    this.storage = storage;
    this.delegate = delegate;
    this.listener = listener;
  }

  @Override
  public long commit(Batch batch) {
    if (failure != null) {
      throw failure;
    }
    FaultyStorage.Fault fault = storage.nextCommitFault();
    if (fault == null) {
      return delegate.commit(batch);
    }
    ghost = storage.coin() ? BatchCopy.of(batch) : null;
    throw fail(fault);
  }

  private StorageException fail(FaultyStorage.Fault fault) {
    StorageException cause = fault.exception();
    for (Durability level : Durability.values()) {
      durableAtFailure[level.ordinal()] = delegate.durableUpTo(level);
    }
    failure = cause;
    listener.failed(cause);
    return cause;
  }

  @Override
  public void makeDurable(Durability level, long commit) {
    Runnable sync = () -> sync(level, commit);
    if (level == Durability.NONE || delegate.durableUpTo(level) >= commit) {
      delegate.makeDurable(level, commit);
    } else if (storage.withholding()) {
      withheld.add(sync);
    } else {
      storage.sync(sync);
    }
  }

  void syncWithheld() {
    List<Runnable> syncs = List.copyOf(withheld);
    withheld.clear();
    syncs.forEach(storage::sync);
  }

  private void sync(Durability level, long commit) {
    if (closed || failure != null) {
      return;
    }
    if (storage.withholding()) {
      withheld.add(() -> sync(level, commit));
      return;
    }
    FaultyStorage.Fault fault = storage.nextSyncFault();
    if (fault == null) {
      delegate.makeDurable(level, commit);
    } else {
      fail(fault);
    }
  }

  @Override
  public long durableUpTo(Durability level) {
    return failure == null ? delegate.durableUpTo(level) : durableAtFailure[level.ordinal()];
  }

  @Override
  public void close(CloseMode mode) {
    if (closed) {
      return;
    }
    closed = true;
    FaultyStorage.Fault fault =
        mode == CloseMode.CLEAN && failure == null ? storage.nextSyncFault() : null;
    if (fault != null) {
      fail(fault);
    }
    if (mode == CloseMode.CLEAN && failure == null) {
      delegate.close(CloseMode.CLEAN);
    } else {
      abort();
    }
    if (mode == CloseMode.CLEAN && failure != null) {
      throw failure;
    }
  }

  private void abort() {
    try {
      if (storage.tearing()) {
        tear();
      }
    } finally {
      delegate.close(CloseMode.ABORT);
    }
  }

  /** Lets a random prefix of what was not durable reach the disk. */
  private void tear() {
    if (ghost != null) {
      commitGhost(ghost);
    }
    long durable = delegate.durableUpTo(Durability.OS);
    long last = delegate.durableUpTo(Durability.NONE);
    delegate.makeDurable(Durability.SHARED, durable + storage.draw(last - durable));
  }

  private void commitGhost(Batch batch) {
    try {
      delegate.commit(batch);
    } catch (StorageException | IllegalArgumentException e) {
      // It would have been refused anyway, or the store below failed too: it left nothing.
      ghost = null;
    }
  }

  @Override
  public int epoch() {
    return delegate.epoch();
  }

  @Override
  public PartitionLog log(LogId id) {
    return delegate.log(id);
  }

  @Override
  public Collection<LogId> logs() {
    return delegate.logs();
  }

  @Override
  public KeyValues keyValues() {
    return delegate.keyValues();
  }
}
