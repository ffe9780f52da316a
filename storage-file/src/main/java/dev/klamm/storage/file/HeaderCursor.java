package dev.klamm.storage.file;

import dev.klamm.api.storage.BatchCursor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Walks a log's batch headers, segment by segment; holds the files that are still to come. */
final class HeaderCursor implements BatchCursor {

  private static final int WINDOW = 32 * 1024;

  private final ReadSide side;
  private final LogSegment[] segments;
  private final long from;
  private final long end;

  /** Segments from {@code released} to {@code held}, exclusive, are held. */
  private int released;

  private int held;
  private int next;
  private @Nullable SegmentWalk walk;

  private HeaderCursor(ReadSide side, LogSegment[] segments, int first, long from, long end) {
    this.side = side;
    this.segments = segments;
    this.released = first;
    this.held = first;
    this.next = first;
    this.from = from;
    this.end = end;
  }

  /** Opens a cursor, or gives null when the shape is out of date. */
  static @Nullable HeaderCursor open(ReadSide side, FileLog.Shape shape, long from, long end) {
    HeaderCursor cursor = new HeaderCursor(side, shape.segments(), shape.find(from), from, end);
    while (cursor.held < shape.segments().length) {
      if (!side.hold(shape.segments()[cursor.held].runs())) {
        cursor.close();
        return null;
      }
      cursor.held++;
    }
    return cursor;
  }

  @Override
  public boolean next() {
    while (walk == null || !walk.next()) {
      walk = null;
      release(next);
      if (next >= held) {
        return false;
      }
      LogSegment s = segments[next++];
      long start = Math.max(from, s.start());
      long stop = Math.min(s.end(), end);
      if (start < stop) {
        walk = new SegmentWalk(s.runs(), side.index(s.runs()), start, stop, WINDOW);
      }
    }
    return true;
  }

  private void release(int upTo) {
    while (released < upTo) {
      segments[released++].runs().file().release();
    }
  }

  @Override
  public ByteBuffer header() {
    SegmentWalk current = walk;
    if (current == null) {
      throw new IllegalStateException("no batch: next() did not return true");
    }
    return current.batch().header();
  }

  @Override
  public void close() {
    walk = null;
    next = held;
    release(held);
  }
}
