package dev.klamm.core.storage.memory;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.Extent;
import dev.klamm.api.storage.OffsetOutOfRangeException;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a reader may see of a log at one moment; immutable. {@link LogWriter} makes the next
 * one.
 */
final class LogState {

  static final LogState EMPTY = new LogState(0, 0, 0, new Chunk[0], 0, 0, 0, 0, Long.MIN_VALUE);

  /** Chunks are merged into extents of at least this. */
  private static final long EXTENT_BYTES = 1_000_000;

  final long startOffset;
  final long endOffset;
  final long sizeInBytes;

  /** Of the array only the first {@link #count} are this state's. */
  final Chunk[] chunks;

  final int count;

  /** Where in the first chunk the first batch lies that was not trimmed. */
  final int firstPosition;

  final int tailSize;
  final int tailEntries;
  final long tailMaxTimestamp;

  LogState(
      long startOffset,
      long endOffset,
      long sizeInBytes,
      Chunk[] chunks,
      int count,
      int firstPosition,
      int tailSize,
      int tailEntries,
      long tailMaxTimestamp) {
    this.startOffset = startOffset;
    this.endOffset = endOffset;
    this.sizeInBytes = sizeInBytes;
    this.chunks = chunks;
    this.count = count;
    this.firstPosition = firstPosition;
    this.tailSize = tailSize;
    this.tailEntries = tailEntries;
    this.tailMaxTimestamp = tailMaxTimestamp;
  }

  boolean isEmpty() {
    return endOffset == 0;
  }

  int sizeOf(int chunk) {
    return chunk == count - 1 ? tailSize : chunks[chunk].size;
  }

  int entriesOf(int chunk) {
    return chunk == count - 1 ? tailEntries : chunks[chunk].entries;
  }

  long maxTimestampOf(int chunk) {
    return chunk == count - 1 ? tailMaxTimestamp : chunks[chunk].maxTimestamp;
  }

  /**
   * The chunk that holds the first batch that ends after {@code offset}; {@link #count} for none.
   */
  int chunkAt(long offset) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (chunks[middle].baseOffset <= offset) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    int chunk = Math.max(0, high);
    return chunk < count && seek(chunk, offset) == sizeOf(chunk) ? chunk + 1 : chunk;
  }

  /** Where in that chunk this batch begins. */
  int seek(int chunk, long offset) {
    return chunks[chunk].seek(offset, sizeOf(chunk), entriesOf(chunk));
  }

  void checkInside(long offset, MemoryLog log) {
    if (offset < startOffset || offset > endOffset) {
      throw new OffsetOutOfRangeException(
          "offset %d of %s, which holds %d to %d"
              .formatted(offset, log.id(), startOffset, endOffset));
    }
  }

  /** See {@link dev.klamm.api.storage.PartitionLog#read}; {@code from} is inside the log. */
  RecordsView read(long from, long upTo, int maxBytes, boolean minOneBatch) {
    int chunk = from < upTo ? chunkAt(from) : count;
    if (chunk == count) {
      return RecordsView.empty();
    }
    int begin = seek(chunk, from);
    int end = readEnd(chunk, begin, upTo, maxBytes);
    if (begin == end) {
      end = minOneBatch ? firstBatchEnd(chunk, begin, upTo) : begin;
      return begin == end ? RecordsView.empty() : view(chunk, begin, end);
    }
    int room = maxBytes - (end - begin);
    if (end < sizeOf(chunk) || chunk + 1 == count || room < BatchFormat.HEADER_SIZE) {
      return view(chunk, begin, end);
    }
    return readOn(view(chunk, begin, end), chunk + 1, upTo, room);
  }

  private RecordsView readOn(RecordsView first, int nextChunk, long upTo, int maxBytes) {
    List<RecordsView> parts = new ArrayList<>();
    parts.add(first);
    int room = maxBytes;
    for (int chunk = nextChunk; chunk < count; chunk++) {
      int end = readEnd(chunk, 0, upTo, room);
      if (end > 0) {
        parts.add(view(chunk, 0, end));
      }
      if (end < sizeOf(chunk)) {
        break;
      }
      room -= end;
    }
    return RecordsView.of(parts);
  }

  private RecordsView view(int chunk, int begin, int end) {
    return RecordsView.ofBuffer(chunks[chunk].bytes.slice(begin, end - begin));
  }

  /** The end of the whole batches from {@code begin} on that are below both limits. */
  private int readEnd(int chunk, int begin, long upTo, int maxBytes) {
    long chunkEnd = chunk + 1 < count ? chunks[chunk + 1].baseOffset : endOffset;
    int end = chunkEnd <= upTo ? sizeOf(chunk) : Math.max(begin, seek(chunk, upTo));
    return end - begin <= maxBytes
        ? end
        : chunks[chunk].borderBefore(begin, begin + maxBytes, entriesOf(chunk));
  }

  private int firstBatchEnd(int chunk, int begin, long upTo) {
    return BatchFormat.lastOffset(chunks[chunk].bytes, begin) < upTo
        ? begin + BatchFormat.sizeInBytes(chunks[chunk].bytes, begin)
        : begin;
  }

  /** See {@link dev.klamm.api.storage.PartitionLog#findByTimestamp}. */
  long findByTimestamp(long timestamp, long upTo) {
    for (int chunk = 0; chunk < count && chunks[chunk].baseOffset < upTo; chunk++) {
      if (maxTimestampOf(chunk) >= timestamp) {
        long found = findByTimestamp(chunk, timestamp);
        if (found >= 0) {
          return found < upTo ? found : -1;
        }
      }
    }
    return -1;
  }

  private long findByTimestamp(int chunk, long timestamp) {
    Chunk in = chunks[chunk];
    int position = in.seekTimestamp(timestamp, entriesOf(chunk));
    if (chunk == 0) {
      position = Math.max(position, firstPosition);
    }
    for (int size = sizeOf(chunk); position < size; ) {
      if (BatchFormat.maxTimestamp(in.bytes, position) >= timestamp) {
        return BatchFormat.baseOffset(in.bytes, position);
      }
      position += BatchFormat.sizeInBytes(in.bytes, position);
    }
    return -1;
  }

  /** See {@link dev.klamm.api.storage.PartitionLog#extents}. */
  List<Extent> extents() {
    List<Extent> extents = new ArrayList<>();
    long begin = count == 0 ? endOffset : Math.min(startOffset, chunks[0].baseOffset);
    long bytes = -firstPosition;
    long maxTimestamp = -1;
    for (int chunk = 0; chunk < count; chunk++) {
      bytes += sizeOf(chunk);
      maxTimestamp = Math.max(maxTimestamp, maxTimestampOf(chunk));
      boolean last = chunk == count - 1;
      if (bytes >= EXTENT_BYTES || last) {
        long end = last ? endOffset : chunks[chunk + 1].baseOffset;
        extents.add(new Extent(begin, end, bytes, maxTimestamp));
        begin = end;
        bytes = 0;
        maxTimestamp = -1;
      }
    }
    return extents;
  }
}
