package dev.klamm.core.storage.memory;

import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.Extent;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.PartitionLog;
import java.util.List;

/** One partition's log: any thread reads the published state, the committing thread sets it. */
final class MemoryLog implements PartitionLog {

  private final LogId id;
  private volatile LogState published;

  /** What the commit under way has made of it; equals what is published in between. */
  private LogState pending;

  MemoryLog(LogId id, LogState state) {
    this.id = id;
    this.published = state;
    this.pending = state;
  }

  LogState published() {
    return published;
  }

  LogState pending() {
    return pending;
  }

  boolean isTouched() {
    return pending != published;
  }

  void prepare(LogState next) {
    pending = next;
  }

  void publish() {
    published = pending;
  }

  void forget() {
    pending = published;
  }

  @Override
  public LogId id() {
    return id;
  }

  @Override
  public long startOffset() {
    return published.startOffset;
  }

  @Override
  public long endOffset() {
    return published.endOffset;
  }

  @Override
  public long sizeInBytes() {
    return published.sizeInBytes;
  }

  @Override
  public RecordsRead read(long from, long upTo, int maxBytes, boolean minOneBatch) {
    LogState state = published;
    state.checkInside(from, this);
    return state.read(from, upTo, maxBytes, minOneBatch);
  }

  @Override
  public BatchCursor headers(long from) {
    LogState state = published;
    state.checkInside(from, this);
    return new HeaderCursor(state, from);
  }

  @Override
  public long findByTimestamp(long timestamp, long upTo) {
    return published.findByTimestamp(timestamp, upTo);
  }

  @Override
  public List<Extent> extents() {
    return published.extents();
  }
}
