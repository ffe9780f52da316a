package dev.klamm.tck.storage;

import dev.klamm.api.record.BufferRecords;
import dev.klamm.api.record.CompositeRecords;
import dev.klamm.api.record.FileRecords;
import dev.klamm.api.record.PendingRecords;
import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.Extent;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.PartitionLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A log of {@link AssertingStorage}. */
final class AssertingLog implements PartitionLog {

  private final AssertingStore store;
  private final PartitionLog delegate;
  private final Misuse misuse;

  AssertingLog(AssertingStore store, PartitionLog delegate, Misuse misuse) {
    this.store = store;
    this.delegate = delegate;
    this.misuse = misuse;
  }

  @Override
  public RecordsRead read(long from, long upTo, int maxBytes, boolean minOneBatch) {
    store.requireOpen("read");
    misuse.require(from >= 0, "read from offset " + from);
    misuse.require(upTo >= from, "read from " + from + " up to " + upTo + ", which is less");
    misuse.require(maxBytes >= 0, "read of " + maxBytes + " bytes at most");
    RecordsRead read = delegate.read(from, upTo, maxBytes, minOneBatch);
    return read instanceof PendingRecords pending
        ? new PendingRecords(pending.view().thenApply(this::watched))
        : watched((RecordsView) read);
  }

  private RecordsView watched(RecordsView view) {
    List<RecordsView> parts =
        view instanceof CompositeRecords composite ? composite.parts() : List.of(view);
    Misuse.Held held = misuse.hold("view of " + delegate.id(), parts.size());
    List<RecordsView> watched = new ArrayList<>(parts.size());
    for (RecordsView part : parts) {
      watched.add(watchedPart(part, held));
    }
    return RecordsView.of(watched);
  }

  private static RecordsView watchedPart(RecordsView part, Misuse.Held held) {
    if (part instanceof FileRecords file) {
      Runnable release = () -> release(file, held);
      return new FileRecords(file.channel(), file.position(), file.sizeInBytes(), release);
    }
    ByteBuffer copy = TestBatches.concat(part.toBuffer());
    return new BufferRecords(
        copy,
        () -> {
          scramble(copy);
          release(part, held);
        });
  }

  private static void release(RecordsView part, Misuse.Held held) {
    part.close();
    held.release();
  }

  static void scramble(ByteBuffer bytes) {
    for (int i = 0; i < bytes.limit(); i++) {
      bytes.put(i, (byte) 0xdb);
    }
  }

  @Override
  public BatchCursor headers(long from) {
    store.requireOpen("headers");
    misuse.require(from >= 0, "headers from offset " + from);
    return new AssertingCursor(delegate.headers(from), misuse, delegate.id());
  }

  @Override
  public long findByTimestamp(long timestamp, long upTo) {
    store.requireOpen("findByTimestamp");
    return delegate.findByTimestamp(timestamp, upTo);
  }

  @Override
  public List<Extent> extents() {
    store.requireOpen("extents");
    return delegate.extents();
  }

  @Override
  public LogId id() {
    return delegate.id();
  }

  @Override
  public long startOffset() {
    return delegate.startOffset();
  }

  @Override
  public long endOffset() {
    return delegate.endOffset();
  }

  @Override
  public long sizeInBytes() {
    return delegate.sizeInBytes();
  }
}
