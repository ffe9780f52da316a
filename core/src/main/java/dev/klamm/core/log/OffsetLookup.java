package dev.klamm.core.log;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.Extent;
import dev.klamm.core.record.RecordCursor;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds offsets by timestamp: the store's index leads to a batch, and the records of that one batch
 * are read. Any thread.
 */
public final class OffsetLookup {

  /** A batch that was accepted decompresses to less than the broker accepts. */
  private static final int MAX_DECOMPRESSED_BYTES = Integer.MAX_VALUE - 8;

  private final Codecs codecs;

  public OffsetLookup(Codecs codecs) {
    this.codecs = codecs;
  }

  /**
   * An offset, and the timestamp of the record there.
   *
   * @param offset -1 for nothing found
   * @param timestamp -1 for nothing found, or when it was not asked for by time
   */
  public record Found(long offset, long timestamp) {

    public static final Found NOTHING = new Found(-1, -1);
  }

  /**
   * The first record at or after the log's start and before {@code end} whose timestamp is at least
   * the one given.
   */
  public Found byTimestamp(Partition partition, long timestamp, long end) {
    long base = partition.log().findByTimestamp(timestamp, end);
    while (base >= 0 && base < end) {
      long from = Math.max(base, partition.startOffset());
      Found found = firstInBatch(partition, from, end, timestamp);
      if (found != null) {
        return found;
      }
      base = nextBatchWith(partition, from, end, timestamp);
    }
    return Found.NOTHING;
  }

  /**
   * The batch's late records may have been the matching ones, and been deleted: then a later batch
   * is it.
   */
  private static long nextBatchWith(Partition partition, long after, long end, long timestamp) {
    try (BatchCursor headers = partition.log().headers(after)) {
      headers.next();
      while (headers.next()) {
        ByteBuffer header = headers.header();
        if (BatchFormat.baseOffset(header, 0) >= end) {
          return -1;
        }
        if (BatchFormat.maxTimestamp(header, 0) >= timestamp) {
          return BatchFormat.baseOffset(header, 0);
        }
      }
    }
    return -1;
  }

  /** The first record that has the largest timestamp of all. */
  public Found maxTimestamp(Partition partition, long end) {
    long largest = -1;
    long from = -1;
    for (Extent extent : partition.log().extents()) {
      if (extent.maxTimestamp() > largest && extent.startOffset() < end) {
        largest = extent.maxTimestamp();
        from = extent.startOffset();
      }
    }
    if (from < 0) {
      return Found.NOTHING;
    }
    long start = Math.max(from, partition.startOffset());
    long[] best = {-1, -1};
    try (BatchCursor headers = partition.log().headers(start)) {
      while (headers.next() && BatchFormat.baseOffset(headers.header(), 0) < end) {
        if (BatchFormat.recordCount(headers.header(), 0) == 0) {
          continue; // what compaction left for a producer's sequence has a timestamp but no record
        }
        long batchMax = BatchFormat.maxTimestamp(headers.header(), 0);
        if (batchMax > best[1]) {
          best[0] = Math.max(BatchFormat.baseOffset(headers.header(), 0), start);
          best[1] = batchMax;
        }
        if (batchMax == largest) {
          break;
        }
      }
    }
    Found found = best[0] < 0 ? null : firstInBatch(partition, best[0], end, best[1]);
    return found == null ? Found.NOTHING : found;
  }

  private @Nullable Found firstInBatch(Partition partition, long from, long end, long timestamp) {
    RecordsRead read = partition.read(from, end, 0, true);
    try (RecordsView view = (RecordsView) read;
        RecordCursor records = new RecordCursor(codecs, MAX_DECOMPRESSED_BYTES)) {
      ByteBuffer batch = view.toBuffer();
      if (!batch.hasRemaining()) {
        return null;
      }
      records.open(batch, 0);
      while (records.next()) {
        if (records.timestamp() >= timestamp && records.offset() >= from) {
          return new Found(records.offset(), records.timestamp());
        }
      }
      return null;
    }
  }
}
