package dev.klamm.storage.file;

import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.Extent;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.PartitionLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One log: where its batches lie, as the engine's thread changes it and any thread reads it. A
 * change of structure publishes a new {@link Shape}; an append publishes the new end, after all
 * that readers need for it.
 */
final class FileLog implements PartitionLog {

  /** Start and segments, which change together; segments are in offset order. */
  record Shape(long start, LogSegment[] segments) {

    static final Shape EMPTY = new Shape(0, LogSegment.NONE);

    /** The first segment that ends after an offset, or the number of segments. */
    int find(long offset) {
      int low = 0;
      int high = segments.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (segments[middle].end() <= offset) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    @Nullable LogSegment last() {
      return segments.length == 0 ? null : segments[segments.length - 1];
    }
  }

  private final LogId id;
  private final LogReader reader;
  private volatile Shape shape = Shape.EMPTY;
  private volatile long end;

  /** What the batch being committed will have made of this log; the engine's thread only. */
  final LogPlan plan = new LogPlan();

  FileLog(LogId id, ReadSide side) {
    this.id = id;
    this.reader = new LogReader(this, side);
  }

  @Override
  public LogId id() {
    return id;
  }

  @Override
  public long startOffset() {
    return shape.start();
  }

  @Override
  public long endOffset() {
    return end;
  }

  @Override
  public long sizeInBytes() {
    return reader.sizeInBytes();
  }

  @Override
  public RecordsRead read(long from, long upTo, int maxBytes, boolean minOneBatch) {
    return reader.read(from, upTo, maxBytes, minOneBatch);
  }

  @Override
  public BatchCursor headers(long from) {
    return reader.headers(from);
  }

  @Override
  public long findByTimestamp(long timestamp, long upTo) {
    return reader.findByTimestamp(timestamp, upTo);
  }

  @Override
  public List<Extent> extents() {
    return reader.extents();
  }

  Shape shape() {
    return shape;
  }

  LogReader reader() {
    return reader;
  }

  boolean isEmpty() {
    return end == 0 && shape.segments().length == 0;
  }

  // ---- changes, by the engine's thread or while opening

  /** The runs that an append to a file joins, which are new when a segment must begin. */
  LogRuns runsIn(JournalFile file, long position, long base) {
    LogRuns active = active(file);
    if (active != null) {
      return active;
    }
    LogRuns runs = new LogRuns(file, id, JournalFormat.APPEND, position, base);
    file.runs().add(runs);
    Shape old = shape;
    LogSegment[] segments = Arrays.copyOf(old.segments(), old.segments().length + 1);
    segments[segments.length - 1] = LogSegment.open(runs);
    file.live(1, 0);
    shape = new Shape(old.start(), segments);
    return runs;
  }

  private @Nullable LogRuns active(JournalFile file) {
    LogSegment last = shape.last();
    return last != null
            && last.isOpen()
            && last.runs().file() == file
            && last.runs().entryType() == JournalFormat.APPEND
        ? last.runs()
        : null;
  }

  void appended(LogRuns runs, long newEnd, long length, long maxTimestamp) {
    runs.add(newEnd, length, maxTimestamp);
    runs.file().live(0, length);
    end = newEnd;
  }

  void trim(long newStart) {
    Shape old = shape;
    if (newStart > old.start()) {
      int dead = old.find(newStart);
      change(new Shape(newStart, Arrays.copyOfRange(old.segments(), dead, old.segments().length)));
    }
  }

  void drop() {
    end = 0;
    change(Shape.EMPTY);
  }

  /** Puts a segment, or nothing, in the place of a range that begins and ends with a batch. */
  void replace(long from, long to, @Nullable LogSegment by) {
    List<LogSegment> segments = new ArrayList<>();
    boolean placed = by == null;
    for (LogSegment s : shape.segments()) {
      if (s.end() <= from) {
        segments.add(s);
        continue;
      }
      if (s.start() < from) {
        segments.add(reader.clip(s, s.start(), from));
      }
      if (!placed && by != null) {
        segments.add(by);
        placed = true;
      }
      if (s.end() > to) {
        segments.add(s.start() >= to ? s : reader.clip(s, to, s.end()));
      }
    }
    if (!placed && by != null) {
      segments.add(by);
    }
    change(new Shape(shape.start(), segments.toArray(LogSegment.NONE)));
  }

  /** Puts a copy, batch for batch the same, in the place of a segment, if that is still there. */
  void move(LogSegment from, @Nullable LogSegment to) {
    List<LogSegment> segments = new ArrayList<>(Arrays.asList(shape.segments()));
    int i = segments.indexOf(from);
    if (i < 0) {
      return;
    }
    if (to == null) {
      segments.remove(i);
    } else {
      segments.set(i, to);
    }
    change(new Shape(shape.start(), segments.toArray(LogSegment.NONE)));
  }

  /** Takes over what a checkpoint knows. */
  void restore(long start, long newEnd, LogSegment[] segments) {
    change(new Shape(start, segments));
    end = newEnd;
  }

  private void change(Shape to) {
    for (LogSegment s : shape.segments()) {
      s.runs().file().live(-1, -s.bytes());
    }
    for (LogSegment s : to.segments()) {
      s.runs().file().live(1, s.bytes());
    }
    shape = to;
  }
}
