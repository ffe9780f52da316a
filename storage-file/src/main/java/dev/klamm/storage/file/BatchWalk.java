package dev.klamm.storage.file;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.CorruptStoreException;
import java.nio.ByteBuffer;

/** Walks the headers of batches that lie one after another in a file. For one thread. */
final class BatchWalk {

  private final ByteBuffer window;
  private final JournalFile file;
  private long windowStart;
  private long next;
  private long end;
  private long position;
  private int at;

  BatchWalk(JournalFile file, int windowBytes) {
    this.file = file;
    this.window = ByteBuffer.allocate(Math.max(windowBytes, BatchFormat.HEADER_SIZE)).limit(0);
  }

  /** Goes before the first batch of a stretch. */
  void start(long from, long to) {
    next = from;
    end = to;
  }

  /** Moves to the next batch; false at the end of the stretch. */
  boolean next() {
    if (next >= end) {
      return false;
    }
    position = next;
    at = ensureHeader(position);
    int size = BatchFormat.sizeInBytes(window, at);
    if (size < BatchFormat.HEADER_SIZE
        || size > end - position
        || BatchFormat.magic(window, at) != BatchFormat.CURRENT_MAGIC) {
      throw corrupt();
    }
    next = position + size;
    return true;
  }

  private int ensureHeader(long from) {
    long index = from - windowStart;
    if (index >= 0 && index + BatchFormat.HEADER_SIZE <= window.limit()) {
      return (int) index;
    }
    int wanted = (int) Math.min(window.capacity(), end - from);
    window.clear().limit(wanted);
    windowStart = from;
    int n = wanted < BatchFormat.HEADER_SIZE ? 0 : file.read(window, from);
    window.flip();
    if (n < BatchFormat.HEADER_SIZE) {
      throw corrupt();
    }
    return 0;
  }

  private CorruptStoreException corrupt() {
    return new CorruptStoreException("no record batch at position " + position + " of " + file);
  }

  /** Where the current batch begins. */
  long position() {
    return position;
  }

  int size() {
    return (int) (next - position);
  }

  long baseOffset() {
    return BatchFormat.baseOffset(window, at);
  }

  long endOffset() {
    return BatchFormat.lastOffset(window, at) + 1;
  }

  long maxTimestamp() {
    return BatchFormat.maxTimestamp(window, at);
  }

  /** The header, from index 0; valid until the next move. */
  ByteBuffer header() {
    return window.slice(at, BatchFormat.HEADER_SIZE);
  }
}
