package dev.klamm.api.storage;

import dev.klamm.api.record.RecordsRead;
import java.util.List;

/**
 * Reads one partition's log. A handle stays usable as the log grows, and is as good as empty once
 * the log was dropped. All methods may be called by any thread; none of them waits for a write.
 *
 * @since 0.1
 */
public interface PartitionLog {

  LogId id();

  /** The first offset that may be read; only rises. */
  long startOffset();

  /** The offset of the next append. Includes commits that are not durable yet. */
  long endOffset();

  /** Bytes of all batches from start to end, within one batch's size. */
  long sizeInBytes();

  /**
   * Whole batches from the one that contains {@code from} up to {@code upTo}.
   *
   * @param from between {@link #startOffset} and {@link #endOffset}; the first batch may begin
   *     before it
   * @param upTo exclusive, at the end of a batch: nothing at or beyond it is returned
   * @param maxBytes more than this is not returned, other than under {@code minOneBatch}; 0 or more
   * @param minOneBatch return the first batch even when it alone is larger than {@code maxBytes}
   * @return a view to be closed by the caller; empty when {@code from} is {@code upTo} or nothing
   *     fits
   * @throws OffsetOutOfRangeException when {@code from} is outside the log
   * @throws StorageException when the bytes cannot be read
   */
  RecordsRead read(long from, long upTo, int maxBytes, boolean minOneBatch);

  /**
   * Walks the headers of batches without their records, from the batch that contains {@code from}
   * to the end as of now.
   *
   * @throws OffsetOutOfRangeException when {@code from} is outside the log
   */
  BatchCursor headers(long from);

  /**
   * The base offset of the first batch whose max timestamp is at least {@code timestamp} and that
   * ends after {@link #startOffset} and begins before {@code upTo}; -1 if there is none. Backends
   * answer from an index, not by walking the log.
   */
  long findByTimestamp(long timestamp, long upTo);

  /**
   * The log cut into runs of batches, in offset order and without gaps, as a guide for retention,
   * compaction and the search for the largest timestamp. Runs are of some 1 to 128 MiB; where they
   * are cut is the backend's affair, and the last one grows.
   */
  List<Extent> extents();
}
