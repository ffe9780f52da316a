package dev.klamm.core.storage.memory;

import dev.klamm.api.record.BatchFormat;
import java.nio.ByteBuffer;

/**
 * A run of whole batches in one array, with a sparse index: one entry per 4 KB or so.
 *
 * <pre>
 *  bytes      |batch|batch|batch   |batch|batch    |batch| room for more
 *  entries     0                    1               2
 *  positions   0                    4170            8310
 *  offsets     of the batch that begins there
 *  maxBefore   largest timestamp of all batches of this chunk before it
 * </pre>
 *
 * <p>Only the writer's thread adds, always behind what any published {@link LogState} covers; that
 * state tells how many bytes and entries of its last chunk are valid. Of a chunk that is not the
 * last, {@link #size}, {@link #entries} and {@link #maxTimestamp} are, and change no more.
 */
final class Chunk {

  /** With its header the array fills exactly one megabyte, which is what collectors like. */
  static final int MAX_CAPACITY = (1 << 20) - 16;

  private static final int MIN_CAPACITY = 4 << 10;
  private static final int GROWTH = 4;
  private static final int INDEX_SPACING = 4 << 10;

  final long baseOffset;
  final ByteBuffer bytes;
  int size;
  int entries;
  long maxTimestamp = Long.MIN_VALUE;

  private final int[] positions;
  private final long[] offsets;
  private final long[] maxBefore;

  private Chunk(long baseOffset, ByteBuffer bytes) {
    int capacity = bytes.capacity() / INDEX_SPACING + 1;
    this.baseOffset = baseOffset;
    this.bytes = bytes;
    this.positions = new int[capacity];
    this.offsets = new long[capacity];
    this.maxBefore = new long[capacity];
  }

  private Chunk(Chunk whole, int size, int entries, long maxTimestamp) {
    this.baseOffset = whole.baseOffset;
    this.bytes = whole.bytes.slice(0, size);
    this.positions = whole.positions;
    this.offsets = whole.offsets;
    this.maxBefore = whole.maxBefore;
    this.size = size;
    this.entries = entries;
    this.maxTimestamp = maxTimestamp;
  }

  /** An empty chunk to follow one of {@code previousCapacity} bytes: small logs stay cheap. */
  static Chunk following(int previousCapacity, long baseOffset, int firstBatch, int expected) {
    long grown = Math.max(MIN_CAPACITY, (long) previousCapacity * GROWTH);
    long wanted = Math.min(MAX_CAPACITY, Math.max(grown, expected));
    int capacity = (int) Math.max(firstBatch, wanted);
    return new Chunk(baseOffset, ByteBuffer.allocate(capacity));
  }

  /** A full chunk over whole batches that never change. */
  static Chunk of(ByteBuffer batches) {
    Chunk chunk = new Chunk(BatchFormat.baseOffset(batches, 0), batches);
    while (chunk.size < batches.capacity()) {
      long timestamp = BatchFormat.maxTimestamp(batches, chunk.size);
      chunk.entries = chunk.index(chunk.size, chunk.entries, chunk.maxTimestamp);
      chunk.maxTimestamp = Math.max(chunk.maxTimestamp, timestamp);
      chunk.size += BatchFormat.sizeInBytes(batches, chunk.size);
    }
    return chunk;
  }

  /** The same batches up to {@code size}, with no room for more. */
  Chunk cutTo(int size, int entries, long maxTimestamp) {
    return new Chunk(this, size, entries, maxTimestamp);
  }

  /**
   * Enters the batch at {@code position}, whose bytes are there, if it is far enough from the last
   * that was entered.
   *
   * @return the number of entries now
   */
  int index(int position, int entries, long maxTimestampBefore) {
    if (entries > 0 && position - positions[entries - 1] < INDEX_SPACING) {
      return entries;
    }
    positions[entries] = position;
    offsets[entries] = BatchFormat.baseOffset(bytes, position);
    maxBefore[entries] = maxTimestampBefore;
    return entries + 1;
  }

  /** Where the first batch begins that ends after {@code offset}, or {@code size} for none. */
  int seek(long offset, int size, int entries) {
    int position = positions[Math.max(0, lastEntryAtMost(offsets, offset, entries))];
    while (position < size && BatchFormat.lastOffset(bytes, position) < offset) {
      position += BatchFormat.sizeInBytes(bytes, position);
    }
    return position;
  }

  /** The last border between batches at or before {@code limit}, at least {@code from}. */
  int borderBefore(int from, int limit, int entries) {
    int position = from;
    int low = 0;
    int high = entries - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (positions[middle] <= limit) {
        position = Math.max(position, positions[middle]);
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    int end = position;
    while (end <= limit) {
      position = end;
      if (end == limit) {
        break;
      }
      end += BatchFormat.sizeInBytes(bytes, end);
    }
    return position;
  }

  /** A position at or before the first batch whose max timestamp is at least {@code timestamp}. */
  int seekTimestamp(long timestamp, int entries) {
    // Timestamps are whole numbers: "below it" is "at most one less".
    return positions[Math.max(0, lastEntryAtMost(maxBefore, timestamp - 1, entries))];
  }

  private static int lastEntryAtMost(long[] rising, long bound, int entries) {
    int low = 0;
    int high = entries - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (rising[middle] <= bound) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }
}
