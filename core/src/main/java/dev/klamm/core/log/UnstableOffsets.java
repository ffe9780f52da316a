package dev.klamm.core.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;

/**
 * Where transactions begin that readers of committed records may not read into yet: those that are
 * open, and those whose marker is not durable. On the engine only.
 */
final class UnstableOffsets {

  /** There is no such transaction. */
  static final long NONE = Long.MAX_VALUE;

  private final TreeSet<Long> firstOffsets = new TreeSet<>();
  private final Deque<Ended> ended = new ArrayDeque<>();

  private record Ended(long firstOffset, long endOffset) {}

  void begin(long firstOffset) {
    firstOffsets.add(firstOffset);
  }

  /**
   * @param endOffset one past the marker
   */
  void end(long firstOffset, long endOffset) {
    ended.add(new Ended(firstOffset, endOffset));
  }

  /** All below an offset is durable. */
  void durableUpTo(long offset) {
    for (Ended next = ended.peek(); next != null && next.endOffset() <= offset; ) {
      firstOffsets.remove(next.firstOffset());
      ended.remove();
      next = ended.peek();
    }
  }

  long first() {
    return firstOffsets.isEmpty() ? NONE : firstOffsets.first();
  }
}
