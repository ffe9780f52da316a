package dev.klamm.tck.storage;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.LogId;
import java.nio.ByteBuffer;

/** A cursor of {@link AssertingStorage}: for one thread, and headers are good until the next. */
final class AssertingCursor implements BatchCursor {

  private final BatchCursor delegate;
  private final Misuse misuse;
  private final Misuse.Held held;
  private final Thread owner = Thread.currentThread();
  private ByteBuffer header = ByteBuffer.allocate(0);
  private boolean onBatch;
  private boolean closed;

  AssertingCursor(BatchCursor delegate, Misuse misuse, LogId id) {
    this.delegate = delegate;
    this.misuse = misuse;
    this.held = misuse.hold("cursor over " + id, 1);
  }

  @Override
  public boolean next() {
    requireUsable();
    AssertingLog.scramble(header);
    onBatch = delegate.next();
    if (onBatch) {
      header = ByteBuffer.allocate(BatchFormat.HEADER_SIZE);
      header.put(0, delegate.header(), 0, BatchFormat.HEADER_SIZE);
    }
    return onBatch;
  }

  @Override
  public ByteBuffer header() {
    requireUsable();
    misuse.require(onBatch, "header of a cursor that is on no batch");
    return header;
  }

  private void requireUsable() {
    misuse.require(!closed, "use of a cursor that was closed");
    misuse.require(
        owner == Thread.currentThread(), "cursor of " + owner + " used by another thread");
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      AssertingLog.scramble(header);
      delegate.close();
      held.release();
    }
  }
}
