package dev.klamm.core.clean;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.PartitionLog;
import java.nio.ByteBuffer;

/**
 * What of a log is clean, what may be compacted, and what must wait; kept up by walking each batch
 * header once for each of the two borders.
 *
 * <p>Kafka never compacts the segment that is being written, and begins another when that one is
 * too large or spans too much time. A store here has no segments, so this draws the same borders
 * into the log: the <i>active part</i> begins with the batch that would have begun a segment. Other
 * than Kafka's, a part that is older than {@code max.compaction.lag.ms} ends also when nothing more
 * is written.
 *
 * <p>One thread at a time.
 */
public final class DirtyPart {

  /** Headers walked by one {@link #update}. */
  static final int MAX_STEP = 50_000;

  private final PartitionLog log;

  private long firstDirty;
  private long dirtyBytes;

  private long walkedTo;
  private long activeBase;
  private long activeBytes;
  private long activeSince = BatchFormat.NO_TIMESTAMP;

  private long cleanableTo;
  private long cleanableBytes;
  private long cleanableRecords;
  private long oldest = BatchFormat.NO_TIMESTAMP;
  private long minLagMs;
  private boolean behind;
  private boolean overdue;

  public DirtyPart(PartitionLog log, CleanerCheckpoint known) {
    this.log = log;
    restart(known.firstDirty(), known.activeBase());
  }

  private void restart(long dirty, long active) {
    firstDirty = dirty;
    activeBase = Math.max(dirty, active);
    walkedTo = dirty;
    dirtyBytes = 0;
    activeBytes = 0;
    activeSince = BatchFormat.NO_TIMESTAMP;
    restartCleanable();
  }

  private void restartCleanable() {
    cleanableTo = firstDirty;
    cleanableBytes = 0;
    cleanableRecords = 0;
    oldest = BatchFormat.NO_TIMESTAMP;
  }

  /**
   * Looks at what came since.
   *
   * @param end the high watermark
   * @param stable the last stable offset: what comes after it belongs to open transactions
   * @throws dev.klamm.api.storage.OffsetOutOfRangeException when the log is trimmed meanwhile
   */
  public void update(CompactionSettings settings, long end, long stable, long nowMs) {
    if (firstDirty < log.startOffset() || firstDirty > log.endOffset()) {
      restart(log.startOffset(), log.startOffset());
    }
    if (minLagMs != settings.minLagMs()) {
      minLagMs = settings.minLagMs();
      restartCleanable();
    }
    behind = false;
    walkTo(end, settings);
    endActiveIfOld(settings.maxLagMs(), nowMs);
    walkCleanable(Math.min(activeBase, stable), nowMs);
    overdue =
        cleanableBytes > 0
            && oldest > BatchFormat.NO_TIMESTAMP
            && nowMs - oldest > settings.maxLagMs();
  }

  private void walkTo(long end, CompactionSettings settings) {
    if (walkedTo >= end) {
      return;
    }
    int left = MAX_STEP;
    try (BatchCursor headers = log.headers(walkedTo)) {
      while (headers.next() && BatchFormat.baseOffset(headers.header(), 0) < end) {
        if (left-- == 0) {
          behind = true;
          return;
        }
        walk(headers.header(), settings);
      }
    }
    walkedTo = end;
  }

  private void walk(ByteBuffer header, CompactionSettings settings) {
    long base = BatchFormat.baseOffset(header, 0);
    int size = BatchFormat.sizeInBytes(header, 0);
    if (base >= activeBase) {
      long timestamp = BatchFormat.maxTimestamp(header, 0);
      if (activeBytes > 0 && beginsAnother(size, timestamp, settings)) {
        activeBase = base;
        activeBytes = 0;
      }
      if (activeBytes == 0) {
        activeSince = timestamp;
      }
      activeBytes += size;
    }
    dirtyBytes += size;
    walkedTo = BatchFormat.lastOffset(header, 0) + 1;
  }

  private boolean beginsAnother(int size, long timestamp, CompactionSettings settings) {
    return activeBytes + size > settings.segmentBytes()
        || activeSince > BatchFormat.NO_TIMESTAMP
            && timestamp - activeSince > Math.min(settings.segmentMs(), settings.maxLagMs());
  }

  private void endActiveIfOld(long maxLagMs, long nowMs) {
    if (!behind
        && activeBytes > 0
        && activeSince > BatchFormat.NO_TIMESTAMP
        && nowMs - activeSince > maxLagMs) {
      activeBase = walkedTo;
      activeBytes = 0;
    }
  }

  private void walkCleanable(long limit, long nowMs) {
    if (cleanableTo >= limit) {
      return;
    }
    int left = MAX_STEP;
    try (BatchCursor headers = log.headers(cleanableTo)) {
      while (headers.next() && BatchFormat.baseOffset(headers.header(), 0) < limit) {
        ByteBuffer header = headers.header();
        if (minLagMs > 0 && BatchFormat.maxTimestamp(header, 0) > nowMs - minLagMs) {
          return;
        }
        if (left-- == 0) {
          behind = true;
          return;
        }
        addCleanable(header);
      }
    }
    cleanableTo = limit;
  }

  private void addCleanable(ByteBuffer header) {
    if (oldest == BatchFormat.NO_TIMESTAMP) {
      oldest = BatchFormat.maxTimestamp(header, 0);
    }
    cleanableBytes += BatchFormat.sizeInBytes(header, 0);
    cleanableRecords += BatchFormat.recordCount(header, 0);
    cleanableTo = BatchFormat.lastOffset(header, 0) + 1;
  }

  /** Takes note of a finished pass. */
  void cleaned(long upTo) {
    if (upTo == cleanableTo) {
      firstDirty = upTo;
      dirtyBytes -= cleanableBytes;
      restartCleanable();
    } else {
      restart(upTo, activeBase);
    }
  }

  /** Whether there is more to look at than one update did. */
  public boolean isBehind() {
    return behind;
  }

  /**
   * Whether it is time to compact: enough of it is dirty, or some of it has been so for too long.
   */
  public boolean isDue(CompactionSettings settings) {
    return !behind && (overdue || dirtyRatio() > settings.minDirtyRatio());
  }

  /** The part of what is clean or may be compacted that may be compacted. */
  public double dirtyRatio() {
    long clean = Math.max(0, log.sizeInBytes() - dirtyBytes);
    long total = clean + cleanableBytes;
    return total == 0 ? 0 : (double) cleanableBytes / total;
  }

  long firstDirty() {
    return firstDirty;
  }

  long cleanableTo() {
    return cleanableTo;
  }

  long cleanableRecords() {
    return cleanableRecords;
  }

  /** What the store is to keep once everything before an offset is clean. */
  CleanerCheckpoint checkpoint(long upTo) {
    return new CleanerCheckpoint(upTo, activeBase);
  }
}
