package dev.klamm.core.log;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.Extent;
import dev.klamm.api.storage.PartitionLog;

/**
 * Where a log may begin so that what it keeps is young and large enough: exact to the batch, other
 * than Kafka's, which is exact to the segment.
 */
public final class RetentionPoint {

  /** Everything is to be kept. */
  public static final long KEEP_ALL = -1;

  private RetentionPoint() {}

  /**
   * The first batch that has a record of {@code oldest} or later; the end when there is none. Where
   * the log begins with a batch without timestamps its age is not known, and all is kept.
   */
  public static long byAge(PartitionLog log, long oldest, long end) {
    if (log.startOffset() >= end || beginsWithoutTimestamp(log)) {
      return KEEP_ALL;
    }
    long young = log.findByTimestamp(oldest, end);
    return young < 0 ? end : young;
  }

  private static boolean beginsWithoutTimestamp(PartitionLog log) {
    try (BatchCursor headers = log.headers(log.startOffset())) {
      return headers.next()
          && BatchFormat.maxTimestamp(headers.header(), 0) == BatchFormat.NO_TIMESTAMP;
    }
  }

  /** The last batch that begins such that at least {@code keepBytes} follow. */
  public static long bySize(PartitionLog log, long keepBytes, long end) {
    long surplus = -keepBytes;
    for (Extent extent : log.extents()) {
      surplus += extent.sizeInBytes();
    }
    if (surplus <= 0) {
      return KEEP_ALL;
    }
    for (Extent extent : log.extents()) {
      if (extent.sizeInBytes() > surplus) {
        return withinExtent(log, extent, surplus, end);
      }
      surplus -= extent.sizeInBytes();
    }
    return end;
  }

  private static long withinExtent(PartitionLog log, Extent extent, long surplus, long end) {
    long left = surplus;
    try (BatchCursor headers = log.headers(Math.max(extent.startOffset(), log.startOffset()))) {
      while (headers.next()) {
        left -= BatchFormat.sizeInBytes(headers.header(), 0);
        if (left < 0) {
          return BatchFormat.baseOffset(headers.header(), 0);
        }
      }
    }
    return end;
  }
}
