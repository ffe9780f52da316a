package dev.klamm.core.storage.memory;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.storage.BatchCursor;
import java.nio.ByteBuffer;

/** Walks the batches of one state of a log. */
final class HeaderCursor implements BatchCursor {

  private final LogState state;
  private final ByteBuffer header = ByteBuffer.allocate(BatchFormat.HEADER_SIZE);
  private int chunk;
  private int next;

  HeaderCursor(LogState state, long from) {
    this.state = state;
    this.chunk = state.chunkAt(from);
    this.next = chunk == state.count ? 0 : state.seek(chunk, from);
  }

  @Override
  public boolean next() {
    if (chunk < state.count && next == state.sizeOf(chunk)) {
      chunk++;
      next = 0;
    }
    if (chunk == state.count) {
      return false;
    }
    ByteBuffer bytes = state.chunks[chunk].bytes;
    header.put(0, bytes, next, BatchFormat.HEADER_SIZE);
    next += BatchFormat.sizeInBytes(bytes, next);
    return true;
  }

  @Override
  public ByteBuffer header() {
    return header;
  }

  @Override
  public void close() {}
}
