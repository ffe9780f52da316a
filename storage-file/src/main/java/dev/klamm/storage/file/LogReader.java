package dev.klamm.storage.file;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.Extent;
import dev.klamm.api.storage.OffsetOutOfRangeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log. Any thread. Every answer is made from one shape of the log; when a file of it went
 * away meanwhile, so did that shape, and the answer is made again.
 */
final class LogReader {

  private record Head(LogSegment segment, long start, long base, long bytesBefore) {}

  private final FileLog log;
  private final ReadSide side;
  private volatile @Nullable Head head;

  /** A guess at where the next read begins; of several readers the last one counts. */
  private volatile @Nullable ReadEnd lastRead;

  LogReader(FileLog log, ReadSide side) {
    this.log = log;
    this.side = side;
  }

  RecordsView read(long from, long upTo, int maxBytes, boolean minOneBatch) {
    while (true) {
      FileLog.Shape shape = log.shape();
      long end = log.endOffset();
      if (shape != log.shape()) {
        continue;
      }
      requireWithin(from, shape.start(), end);
      ReadPlan plan =
          new ReadPlan(side, lastRead, from, Math.min(upTo, end), maxBytes, minOneBatch);
      RecordsView view = plan.read(shape);
      if (view != null) {
        ReadEnd readEnd = plan.end();
        lastRead = readEnd == null ? lastRead : readEnd;
        return view;
      }
    }
  }

  private void requireWithin(long offset, long start, long end) {
    if (offset < start || offset > end) {
      throw new OffsetOutOfRangeException(
          "offset " + offset + " of " + log.id() + ", which holds " + start + " to " + end);
    }
  }

  BatchCursor headers(long from) {
    while (true) {
      FileLog.Shape shape = log.shape();
      long end = log.endOffset();
      if (shape != log.shape()) {
        continue;
      }
      requireWithin(from, shape.start(), end);
      HeaderCursor cursor = HeaderCursor.open(side, shape, from, end);
      if (cursor != null) {
        return cursor;
      }
    }
  }

  long findByTimestamp(long timestamp, long upTo) {
    while (true) {
      FileLog.Shape shape = log.shape();
      Long found = tryFind(shape, timestamp, Math.min(upTo, log.endOffset()));
      if (found != null) {
        return found;
      }
    }
  }

  private @Nullable Long tryFind(FileLog.Shape shape, long timestamp, long upTo) {
    for (LogSegment s : shape.segments()) {
      if (s.maxTimestamp() >= timestamp && s.start() < upTo) {
        if (!side.hold(s.runs())) {
          return null;
        }
        try {
          long found =
              find(s, timestamp, Math.max(s.start(), shape.start()), Math.min(s.end(), upTo));
          if (found >= 0) {
            return found;
          }
        } finally {
          s.runs().file().release();
        }
      }
    }
    return -1L;
  }

  private long find(LogSegment s, long timestamp, long from, long to) {
    RunIndex index = side.index(s.runs());
    int count = index.count();
    for (int i = index.find(from); i < count && index.base(i) < to; i++) {
      boolean last = i == count - 1;
      if (last || index.maxTimestamp(i) >= timestamp) {
        long stop = last ? to : Math.min(to, index.base(i + 1));
        SegmentWalk walk = new SegmentWalk(s.runs(), index, Math.max(from, index.base(i)), stop);
        while (walk.next()) {
          if (walk.batch().maxTimestamp() >= timestamp) {
            return walk.batch().baseOffset();
          }
        }
      }
    }
    return -1;
  }

  long sizeInBytes() {
    FileLog.Shape shape = log.shape();
    long bytes = 0;
    for (LogSegment s : shape.segments()) {
      bytes += s.bytes();
    }
    Head first = head(shape);
    return first == null ? bytes : bytes - first.bytesBefore();
  }

  List<Extent> extents() {
    FileLog.Shape shape = log.shape();
    LogSegment[] segments = shape.segments();
    List<Extent> extents = new ArrayList<>(segments.length);
    Head first = head(shape);
    long from = first == null ? (segments.length > 0 ? segments[0].start() : 0) : first.base();
    for (int i = 0; i < segments.length; i++) {
      LogSegment s = segments[i];
      long to =
          i + 1 < segments.length ? segments[i + 1].start() : Math.max(s.end(), shape.start());
      long bytes = s.bytes() - (i == 0 && first != null ? first.bytesBefore() : 0);
      extents.add(new Extent(from, to, bytes, s.maxTimestamp()));
      from = to;
    }
    return extents;
  }

  /** How far into its first segment the log's start lies, or null when it is where that begins. */
  private @Nullable Head head(FileLog.Shape shape) {
    if (shape.segments().length == 0 || shape.segments()[0].start() >= shape.start()) {
      return null;
    }
    LogSegment segment = shape.segments()[0];
    Head known = head;
    if (known != null && known.segment() == segment && known.start() == shape.start()) {
      return known;
    }
    if (!side.hold(segment.runs())) {
      return null;
    }
    try {
      Head found = locate(segment, shape.start());
      head = found;
      return found;
    } finally {
      segment.runs().file().release();
    }
  }

  /** The first batch of a segment that ends after an offset, and the bytes before it. */
  private Head locate(LogSegment segment, long offset) {
    LogRuns runs = segment.runs();
    RunIndex index = side.index(runs);
    int entry = index.find(offset);
    long bytes = index.bytesBefore(entry);
    SegmentWalk walk = new SegmentWalk(runs, index, index.base(entry), segment.end());
    while (walk.next()) {
      if (walk.batch().endOffset() > offset) {
        return new Head(segment, offset, walk.batch().baseOffset(), bytes - segment.bytesBefore());
      }
      bytes += walk.batch().size();
    }
    return new Head(segment, offset, segment.end(), segment.bytes());
  }

  /** Whether a batch begins at an offset, or none contains it. The engine's thread. */
  boolean isBoundary(long offset) {
    FileLog.Shape shape = log.shape();
    int i = shape.find(offset);
    if (i == shape.segments().length || shape.segments()[i].start() >= offset) {
      return true;
    }
    LogSegment segment = shape.segments()[i];
    return held(segment, () -> locate(segment, offset).base() >= offset);
  }

  /** Part of a segment, between offsets where batches begin or end. The engine's thread. */
  LogSegment clip(LogSegment s, long from, long to) {
    return held(
        s,
        () -> {
          long before = s.bytesBefore();
          long bytesFrom = from <= s.start() ? before : before + locate(s, from).bytesBefore();
          long bytesTo = before + (to >= s.end() ? s.bytes() : locate(s, to).bytesBefore());
          return new LogSegment(s.runs(), from, to, bytesFrom, bytesTo, maxTimestamp(s, from, to));
        });
  }

  private long maxTimestamp(LogSegment s, long from, long to) {
    RunIndex index = side.index(s.runs());
    int count = index.count();
    long max = BatchFormat.NO_TIMESTAMP;
    for (int i = index.find(from); i < count && index.base(i) < to; i++) {
      if (i + 1 < count && index.base(i) >= from && index.base(i + 1) <= to) {
        max = Math.max(max, index.maxTimestamp(i));
        continue;
      }
      long stop = i + 1 < count ? Math.min(to, index.base(i + 1)) : to;
      SegmentWalk walk = new SegmentWalk(s.runs(), index, Math.max(from, index.base(i)), stop);
      while (walk.next()) {
        max = Math.max(max, walk.batch().maxTimestamp());
      }
    }
    return max;
  }

  private interface Answer<T> {
    T get();
  }

  private <T> T held(LogSegment segment, Answer<T> answer) {
    if (!side.hold(segment.runs())) {
      throw new IllegalStateException(segment.runs().file() + " is gone, but its log needs it");
    }
    try {
      return answer.get();
    } finally {
      segment.runs().file().release();
    }
  }
}
