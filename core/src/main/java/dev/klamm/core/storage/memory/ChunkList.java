package dev.klamm.core.storage.memory;

import dev.klamm.api.record.BatchFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Chunks that are put together anew, all of them full. For one thread. */
final class ChunkList {

  private final List<Chunk> chunks = new ArrayList<>();

  /** Takes over whole chunks of a state. */
  void addAll(LogState state, int from, int to) {
    for (int chunk = from; chunk < to; chunk++) {
      addPart(state, chunk, 0, state.sizeOf(chunk));
    }
  }

  /** Takes over some batches of a chunk; copies them where they would hold much that is dead. */
  void addPart(LogState state, int index, int from, int to) {
    Chunk chunk = state.chunks[index];
    if (from == 0 && to == state.sizeOf(index)) {
      boolean tail = index == state.count - 1;
      chunks.add(tail ? chunk.cutTo(to, state.tailEntries, state.tailMaxTimestamp) : chunk);
    } else if (from < to) {
      ByteBuffer part = chunk.bytes.slice(from, to - from);
      boolean mostlyDead = part.capacity() < part.array().length / 2;
      chunks.add(Chunk.of(mostlyDead ? copy(part, 0, part.capacity()) : part));
    }
  }

  /** Copies batches into as few chunks as hold them. */
  void addRecords(ByteBuffer records) {
    int begin = records.position();
    for (int at = begin; at < records.limit(); ) {
      int size = BatchFormat.sizeInBytes(records, at);
      if (at > begin && at + size - begin > Chunk.MAX_CAPACITY) {
        chunks.add(Chunk.of(copy(records, begin, at)));
        begin = at;
      }
      at += size;
    }
    if (begin < records.limit()) {
      chunks.add(Chunk.of(copy(records, begin, records.limit())));
    }
  }

  private static ByteBuffer copy(ByteBuffer from, int begin, int end) {
    return ByteBuffer.allocate(end - begin).put(0, from, begin, end - begin);
  }

  /**
   * A state of these chunks with another's offsets; size and first position are still to be set.
   */
  LogState toState(LogState bounds) {
    int count = chunks.size();
    Chunk tail = count == 0 ? null : chunks.get(count - 1);
    return new LogState(
        bounds.startOffset,
        bounds.endOffset,
        0,
        chunks.toArray(Chunk[]::new),
        count,
        0,
        tail == null ? 0 : tail.size,
        tail == null ? 0 : tail.entries,
        tail == null ? Long.MIN_VALUE : tail.maxTimestamp);
  }
}
