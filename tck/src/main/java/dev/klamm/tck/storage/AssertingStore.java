package dev.klamm.tck.storage;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The store of {@link AssertingStorage}. */
final class AssertingStore implements LogStore {

  private final LogStore delegate;
  private final Misuse misuse;
  private final AtomicReference<@Nullable Thread> writing = new AtomicReference<>();
  private final Set<Batch> committed = Collections.newSetFromMap(new WeakHashMap<>());
  private volatile boolean closed;

  AssertingStore(LogStore delegate, Misuse misuse) {
    this.delegate = delegate;
    this.misuse = misuse;
  }

  void requireOpen(String what) {
    misuse.require(!closed, what + " after the store was closed");
  }

  @Override
  public long commit(Batch batch) {
    enter("commit");
    try {
      requireOpen("commit");
      misuse.require(!committed.contains(batch), "a batch is committed once, this one was before");
      RecordsCheck.check(batch, misuse);
      long before = checksum(batch);
      long commit = delegate.commit(batch);
      misuse.require(before == checksum(batch), "records changed before commit returned");
      committed.add(batch);
      return commit;
    } finally {
      leave();
    }
  }

  private void enter(String what) {
    Thread self = Thread.currentThread();
    Thread other = writing.compareAndExchange(null, self);
    misuse.require(other == null, what + " by " + self + " while " + other + " writes");
  }

  private void leave() {
    writing.compareAndSet(Thread.currentThread(), null);
  }

  private static long checksum(Batch batch) {
    CRC32C crc = new CRC32C();
    for (Batch.Operation operation : batch.operations()) {
      if (operation instanceof Batch.Append append) {
        crc.update(append.records().duplicate());
      } else if (operation instanceof Batch.Replace replace) {
        crc.update(replace.records().duplicate());
      }
    }
    return crc.getValue();
  }

  @Override
  public void makeDurable(Durability level, long commit) {
    requireOpen("makeDurable");
    long last = delegate.durableUpTo(Durability.NONE);
    misuse.require(
        commit >= 0 && commit <= last,
        "makeDurable of commit " + commit + ", but the last one is " + last);
    delegate.makeDurable(level, commit);
  }

  @Override
  public void close(CloseMode mode) {
    enter("close");
    try {
      closed = true;
      delegate.close(mode);
    } finally {
      leave();
    }
  }

  @Override
  public PartitionLog log(LogId id) {
    requireOpen("log");
    return new AssertingLog(this, delegate.log(id), misuse);
  }

  @Override
  public Collection<LogId> logs() {
    requireOpen("logs");
    return delegate.logs();
  }

  @Override
  public KeyValues keyValues() {
    requireOpen("keyValues");
    return delegate.keyValues();
  }

  @Override
  public int epoch() {
    return delegate.epoch();
  }

  @Override
  public long durableUpTo(Durability level) {
    return delegate.durableUpTo(level);
  }
}
