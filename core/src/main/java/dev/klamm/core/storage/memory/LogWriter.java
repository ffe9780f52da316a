package dev.klamm.core.storage.memory;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.OffsetMismatchException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes the next state of a log from the last. Bytes go behind what the last state covers, so a
 * state that is never published leaves no trace. For the committing thread; reused, so that an
 * append allocates one state and now and then a chunk.
 */
final class LogWriter {

  private Chunk[] chunks = LogState.EMPTY.chunks;
  private int count;
  private int tailSize;
  private int tailEntries;
  private long tailMaxTimestamp;

  LogState append(LogState from, Batch.Append append) {
    if (append.baseOffset() != from.endOffset) {
      throw new OffsetMismatchException(
          "append at offset %d to %s, which ends at %d"
              .formatted(append.baseOffset(), append.id(), from.endOffset));
    }
    begin(from);
    ByteBuffer records = append.records();
    int limit = records.limit();
    long end = from.endOffset;
    for (int at = records.position(); at < limit; ) {
      int size = checkedSize(records, at, append.id());
      appendBatch(records, at, size);
      end = BatchFormat.lastOffset(records, at) + 1;
      at += size;
    }
    checkEnd(append, end);
    LogState next =
        new LogState(
            from.startOffset,
            end,
            from.sizeInBytes + records.remaining(),
            chunks,
            count,
            from.firstPosition,
            tailSize,
            tailEntries,
            tailMaxTimestamp);
    chunks = LogState.EMPTY.chunks;
    return next;
  }

  private static void checkEnd(Batch.Append append, long end) {
    if (end != append.endOffset()) {
      throw new IllegalArgumentException(
          "records for %s end at offset %d, but were said to end at %d"
              .formatted(append.id(), end, append.endOffset()));
    }
  }

  private void begin(LogState from) {
    chunks = from.chunks;
    count = from.count;
    tailSize = from.tailSize;
    tailEntries = from.tailEntries;
    tailMaxTimestamp = from.tailMaxTimestamp;
  }

  private void appendBatch(ByteBuffer records, int at, int size) {
    if (count == 0 || chunks[count - 1].bytes.capacity() - tailSize < size) {
      addChunk(BatchFormat.baseOffset(records, at), size, records.limit() - at);
    }
    Chunk tail = chunks[count - 1];
    tail.bytes.put(tailSize, records, at, size);
    tailEntries = tail.index(tailSize, tailEntries, tailMaxTimestamp);
    tailMaxTimestamp = Math.max(tailMaxTimestamp, BatchFormat.maxTimestamp(records, at));
    tailSize += size;
  }

  private void addChunk(long baseOffset, int firstBatch, int expected) {
    int previousCapacity = 0;
    if (count > 0) {
      sealTail();
      previousCapacity = chunks[count - 1].bytes.capacity();
    }
    if (count == chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(4, count * 2));
    }
    chunks[count++] = Chunk.following(previousCapacity, baseOffset, firstBatch, expected);
    tailSize = 0;
    tailEntries = 0;
    tailMaxTimestamp = Long.MIN_VALUE;
  }

  private void sealTail() {
    Chunk tail = chunks[count - 1];
    tail.size = tailSize;
    tail.entries = tailEntries;
    tail.maxTimestamp = tailMaxTimestamp;
  }

  private static int checkedSize(ByteBuffer records, int at, LogId id) {
    int left = records.limit() - at;
    int size = left < BatchFormat.HEADER_SIZE ? 0 : BatchFormat.sizeInBytes(records, at);
    if (size < BatchFormat.HEADER_SIZE || size > left) {
      throw new IllegalArgumentException(
          "records for %s end inside a batch: %d bytes are left where it begins"
              .formatted(id, left));
    }
    return size;
  }

  /** Raises the start; chunks that lie below it altogether are let go. */
  LogState trim(LogState from, Batch.TrimPrefix trim) {
    if (trim.newStart() > from.endOffset) {
      throw new IllegalArgumentException(
          "trim of %s to offset %d, but it ends at %d"
              .formatted(trim.id(), trim.newStart(), from.endOffset));
    }
    return trim.newStart() <= from.startOffset ? from : startingAt(from, trim.newStart());
  }

  private static LogState startingAt(LogState from, long startOffset) {
    int first = from.chunkAt(startOffset);
    int firstPosition = first == from.count ? 0 : from.seek(first, startOffset);
    Chunk[] kept = first == 0 ? from.chunks : Arrays.copyOfRange(from.chunks, first, from.count);
    boolean tailKept = first < from.count;
    return new LogState(
        startOffset,
        from.endOffset,
        sizeFrom(from, first) - firstPosition,
        kept,
        from.count - first,
        firstPosition,
        tailKept ? from.tailSize : 0,
        tailKept ? from.tailEntries : 0,
        tailKept ? from.tailMaxTimestamp : Long.MIN_VALUE);
  }

  private static long sizeFrom(LogState state, int first) {
    long size = 0;
    for (int chunk = first; chunk < state.count; chunk++) {
      size += state.sizeOf(chunk);
    }
    return size;
  }

  /** Swaps whole batches; chunks that the range cuts are split, others stay as they are. */
  LogState replace(LogState from, Batch.Replace replace) {
    checkBorders(from, replace);
    if (replace.endOffset() <= from.startOffset) {
      return from;
    }
    int firstChunk = from.chunkAt(replace.startOffset());
    int endChunk = from.chunkAt(replace.endOffset());
    ChunkList list = new ChunkList();
    list.addAll(from, 0, firstChunk);
    if (firstChunk < from.count) {
      list.addPart(from, firstChunk, 0, from.seek(firstChunk, replace.startOffset()));
    }
    list.addRecords(replace.records());
    if (endChunk < from.count) {
      int rest = from.seek(endChunk, replace.endOffset());
      list.addPart(from, endChunk, rest, from.sizeOf(endChunk));
      list.addAll(from, endChunk + 1, from.count);
    }
    return startingAt(list.toState(from), from.startOffset);
  }

  private static void checkBorders(LogState from, Batch.Replace replace) {
    long start = replace.startOffset();
    long end = replace.endOffset();
    if (start > end || end > from.endOffset || cutsBatch(from, start) || cutsBatch(from, end)) {
      throw new IllegalArgumentException(
          "replacement of offsets %d to %d of %s, which ends at %d: not whole batches of it"
              .formatted(start, end, replace.id(), from.endOffset));
    }
  }

  private static boolean cutsBatch(LogState state, long offset) {
    int chunk = state.chunkAt(offset);
    return chunk < state.count
        && BatchFormat.baseOffset(state.chunks[chunk].bytes, state.seek(chunk, offset)) < offset;
  }

  /** The same log with no room left in its chunks, to be written by another store from now on. */
  LogState frozen(LogState state) {
    ChunkList list = new ChunkList();
    for (int chunk = 0; chunk < state.count; chunk++) {
      list.addPart(state, chunk, 0, state.sizeOf(chunk));
    }
    return startingAt(list.toState(state), state.startOffset);
  }
}
