package dev.klamm.storage.file;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.LogId;
import org.jspecify.annotations.Nullable;

/**
 * Batches of one log in one file, in offset order: a stretch of appends that no replacement or drop
 * of the log interrupts, or what one replacement wrote. Grows only while its file is being written,
 * by one thread; any thread reads. {@code endOffset} is published last.
 */
final class LogRuns {

  private final JournalFile file;
  private final LogId log;
  private final byte entryType;
  private final long position;
  private final long startOffset;
  private volatile long endOffset;
  private volatile long bytes;
  private volatile long maxTimestamp = BatchFormat.NO_TIMESTAMP;
  private long maxTimestampSinceEntry = BatchFormat.NO_TIMESTAMP;

  private volatile @Nullable RunIndex resident;
  private volatile long indexPosition;
  private volatile int indexCount;

  /**
   * @param entryType the type of the directory entries that hold these runs
   * @param position where in the file the first batch begins, which no two runs share
   */
  LogRuns(JournalFile file, LogId log, byte entryType, long position, long startOffset) {
    this.file = file;
    this.log = log;
    this.entryType = entryType;
    this.position = position;
    this.startOffset = startOffset;
    this.endOffset = startOffset;
    this.resident = new RunIndex();
  }

  /** Restores what a checkpoint knows; the index lies in the file's footer. */
  LogRuns restore(long end, long size, long newest, long indexAt, int entries) {
    bytes = size;
    maxTimestamp = newest;
    maxTimestampSinceEntry = newest;
    movedToFooter(indexAt, entries);
    endOffset = end;
    return this;
  }

  JournalFile file() {
    return file;
  }

  LogId log() {
    return log;
  }

  byte entryType() {
    return entryType;
  }

  long position() {
    return position;
  }

  long startOffset() {
    return startOffset;
  }

  long endOffset() {
    return endOffset;
  }

  long bytes() {
    return bytes;
  }

  long maxTimestamp() {
    return maxTimestamp;
  }

  long indexPosition() {
    return indexPosition;
  }

  int indexCount() {
    return indexCount;
  }

  /** The index when it is in memory, as that of a file that is being written always is. */
  @Nullable RunIndex resident() {
    return resident;
  }

  void resident(RunIndex index) {
    resident = index;
  }

  /** Says where the footer has the index, which need not stay in memory. */
  void movedToFooter(long indexAt, int entries) {
    indexPosition = indexAt;
    indexCount = entries;
    resident = null;
  }

  /** Offers a batch of the run that is about to be added as an entry of the index. */
  void mark(long base, long commitPosition, long batchPosition, long bytesIntoRun) {
    RunIndex index = resident;
    if (index != null && index.wants(batchPosition)) {
      index.add(base, commitPosition, batchPosition, bytes + bytesIntoRun, maxTimestampSinceEntry);
      maxTimestampSinceEntry = BatchFormat.NO_TIMESTAMP;
    }
  }

  /** Takes note of a timestamp after the last mark. */
  void saw(long timestamp) {
    maxTimestampSinceEntry = Math.max(maxTimestampSinceEntry, timestamp);
  }

  /** Adds a run that was marked and seen. */
  void add(long end, long length, long runMaxTimestamp) {
    maxTimestamp = Math.max(maxTimestamp, runMaxTimestamp);
    bytes += length;
    endOffset = end;
  }
}
