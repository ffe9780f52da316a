package dev.klamm.storage.file;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The newest bytes of the journal in memory, so that readers at the tail need no system call.
 *
 * <p>Bytes are named by how many were ever appended before them. One thread appends; any thread
 * copies out, and learns by a second look at {@code low} whether what it copied was overwritten
 * meanwhile.
 */
final class TailRing {

  private final ByteBuffer memory;
  private final int capacity;
  private volatile long low;
  private volatile long high;

  TailRing(int capacity) {
    this.capacity = capacity;
    this.memory = ByteBuffer.allocateDirect(capacity);
  }

  /** The name of the next byte. */
  long high() {
    return high;
  }

  /** Appends {@code length} bytes from index 0 of a buffer. */
  void append(ByteBuffer from, int length) {
    long start = high;
    long end = start + length;
    if (length > capacity) {
      low = end;
      high = end;
      return;
    }
    if (end - capacity > low) {
      low = end - capacity;
      VarHandle.fullFence();
    }
    int at = (int) (start % capacity);
    int first = Math.min(length, capacity - at);
    memory.put(at, from, 0, first);
    memory.put(0, from, first, length - first);
    high = end;
  }

  /** Copies as many bytes as remain in the buffer, or none and gives false when they are gone. */
  boolean read(long start, ByteBuffer to) {
    int length = to.remaining();
    if (start < low || start + length > high || length == 0) {
      return false;
    }
    int at = (int) (start % capacity);
    int first = Math.min(length, capacity - at);
    int position = to.position();
    to.put(position, memory, at, first);
    to.put(position + first, memory, 0, length - first);
    VarHandle.acquireFence();
    if (start < low) {
      return false;
    }
    to.position(position + length);
    return true;
  }
}
