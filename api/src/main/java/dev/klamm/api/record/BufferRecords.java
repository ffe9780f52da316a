package dev.klamm.api.record;

import java.nio.ByteBuffer;

/**
 * Batches in one piece of memory.
 *
 * @since 0.1
 */
public final class BufferRecords implements RecordsView {

  static final Runnable NOTHING = () -> {};
  static final BufferRecords EMPTY = new BufferRecords(ByteBuffer.allocate(0), NOTHING);

  private final ByteBuffer buffer;
  private final Runnable release;
  private boolean closed;

  /**
   * @param buffer its remaining bytes are the view
   * @param release run once, at {@link #close()}
   */
  public BufferRecords(ByteBuffer buffer, Runnable release) {
    this.buffer = buffer.slice();
    this.release = release;
  }

  /**
   * The bytes, from position 0 to the limit, with a position and limit of the caller's own. They
   * are not to be written, other than by whoever owns the memory behind the view: a broker stamps
   * offsets into the batches of a request.
   */
  public ByteBuffer buffer() {
    return buffer.duplicate();
  }

  @Override
  public int sizeInBytes() {
    return buffer.limit();
  }

  @Override
  public ByteBuffer toBuffer() {
    return buffer.asReadOnlyBuffer();
  }

  @Override
  public void close() {
    if (release != NOTHING && !closed) {
      closed = true;
      release.run();
    }
  }
}
