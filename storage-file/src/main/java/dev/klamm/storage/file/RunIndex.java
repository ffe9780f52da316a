package dev.klamm.storage.file;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where the batches of one log lie in one file, sparsely: an entry per {@link #SPACING} bytes of
 * the file at most. From an entry on, readers walk commits and batches.
 *
 * <p>One thread adds, any thread reads: an entry is complete before the count says so.
 */
final class RunIndex {

  /** Readers walk at most about this much; smaller makes the index larger. */
  static final int SPACING = 32 * 1024;

  /** Bytes of an entry in a footer. */
  static final int ENTRY_BYTES = 40;

  private static final int WIDTH = 5;
  private static final int BASE = 0;
  private static final int COMMIT = 1;
  private static final int BATCH = 2;
  private static final int BYTES_BEFORE = 3;
  private static final int MAX_TIMESTAMP = 4;

  private volatile long[] data;
  private volatile int count;

  RunIndex() {
    this(new long[2 * WIDTH], 0);
  }

  private RunIndex(long[] data, int count) {
    this.data = data;
    this.count = count;
  }

  int count() {
    return count;
  }

  /** Whether a batch at this position deserves an entry. */
  boolean wants(long batchPosition) {
    int n = count;
    return n == 0 || batchPosition - data[(n - 1) * WIDTH + BATCH] >= SPACING;
  }

  /**
   * Adds an entry.
   *
   * @param bytesBefore of the log in this file
   * @param maxTimestampBefore the largest among the batches from the entry before this one on
   */
  void add(
      long base,
      long commitPosition,
      long batchPosition,
      long bytesBefore,
      long maxTimestampBefore) {
    int n = count;
    long[] d = data;
    if ((n + 1) * WIDTH > d.length) {
      d = Arrays.copyOf(d, d.length * 2);
    }
    if (n > 0) {
      d[(n - 1) * WIDTH + MAX_TIMESTAMP] = maxTimestampBefore;
    }
    int at = n * WIDTH;
    d[at + BASE] = base;
    d[at + COMMIT] = commitPosition;
    d[at + BATCH] = batchPosition;
    d[at + BYTES_BEFORE] = bytesBefore;
    data = d;
    count = n + 1;
  }

  /** The last entry whose first batch begins at or before an offset, or 0. */
  int find(long offset) {
    long[] d = data;
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (d[middle * WIDTH + BASE] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  long base(int entry) {
    return data[entry * WIDTH + BASE];
  }

  long commitPosition(int entry) {
    return data[entry * WIDTH + COMMIT];
  }

  long batchPosition(int entry) {
    return data[entry * WIDTH + BATCH];
  }

  long bytesBefore(int entry) {
    return data[entry * WIDTH + BYTES_BEFORE];
  }

  /** The largest timestamp of the batches from this entry to the next; not of the last entry. */
  long maxTimestamp(int entry) {
    return data[entry * WIDTH + MAX_TIMESTAMP];
  }

  void writeTo(ByteBuffer to) {
    long[] d = data;
    int n = count * WIDTH;
    for (int i = 0; i < n; i++) {
      to.putLong(d[i]);
    }
  }

  static RunIndex readFrom(ByteBuffer from, int count) {
    long[] d = new long[Math.max(2, count) * WIDTH];
    for (int i = 0; i < count * WIDTH; i++) {
      d[i] = from.getLong();
    }
    return new RunIndex(d, count);
  }
}
