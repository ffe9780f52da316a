package dev.klamm.storage.file;

import dev.klamm.api.record.RecordsView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One read: which stretches of which files, up to an offset and a number of bytes. */
final class ReadPlan {

  private static final int WALK_WINDOW = 4 * 1024;

  private final ReadSide side;
  private final long from;
  private final long upTo;
  private final int maxBytes;
  private final boolean minOneBatch;
  private final SliceList slices = new SliceList();

  private final @Nullable ReadEnd last;
  private @Nullable LogRuns endRuns;
  private long endOffset;
  private long endCommit;

  ReadPlan(
      ReadSide side,
      @Nullable ReadEnd last,
      long from,
      long upTo,
      int maxBytes,
      boolean minOneBatch) {
    this.side = side;
    this.last = last;
    this.from = from;
    this.upTo = upTo;
    this.maxBytes = maxBytes;
    this.minOneBatch = minOneBatch;
  }

  /** The view, or null when the shape is out of date. */
  @Nullable RecordsView read(FileLog.Shape shape) {
    if (from >= upTo) {
      return RecordsView.empty();
    }
    List<JournalFile> held = new ArrayList<>(2);
    try {
      LogSegment[] segments = shape.segments();
      for (int i = shape.find(from); i < segments.length; i++) {
        LogRuns runs = segments[i].runs();
        if (segments[i].start() >= upTo) {
          break;
        }
        if (!side.hold(runs)) {
          return null;
        }
        held.add(runs.file());
        if (!collect(segments[i])) {
          break;
        }
      }
      return slices.view();
    } finally {
      for (JournalFile file : held) {
        file.release();
      }
    }
  }

  /** Takes what fits from a segment; false when no more fits. */
  private boolean collect(LogSegment segment) {
    LogRuns runs = segment.runs();
    long start = Math.max(from, segment.start());
    long stop = Math.min(upTo, segment.end());
    RunScan scan = new RunScan(runs, side.index(runs), start, stop);
    ReadEnd known = last;
    if (known != null && known.runs() == runs && known.offset() == start) {
      scan.startingAt(known.commitPosition());
    }
    BatchWalk walk = null;
    boolean first = true;
    while (scan.next()) {
      long position = scan.position();
      long end = position + scan.length();
      if (first && scan.base() < start) {
        walk = new BatchWalk(runs.file(), WALK_WINDOW);
        position = skip(walk, scan.walkFrom(), end, start);
      }
      first = false;
      if (scan.end() <= stop && end - position <= maxBytes - slices.sizeInBytes()) {
        if (position < end) {
          slices.add(runs.file(), position, (int) (end - position));
          endsAt(scan.end(), scan);
        }
        continue;
      }
      if (walk == null) {
        walk = new BatchWalk(runs.file(), WALK_WINDOW);
      }
      if (!collectBatches(walk, scan, position, end, stop)) {
        return false;
      }
    }
    return slices.sizeInBytes() < maxBytes;
  }

  private void endsAt(long offset, RunScan scan) {
    endOffset = offset;
    endCommit = scan.commitPosition();
    endRuns = scan.runs();
  }

  /** Where the read ended, or null when it read nothing. */
  @Nullable ReadEnd end() {
    LogRuns runs = endRuns;
    return runs == null ? null : new ReadEnd(runs, endOffset, endCommit);
  }

  /** Where the first batch begins that ends after an offset. */
  private static long skip(BatchWalk walk, long position, long end, long offset) {
    walk.start(position, end);
    while (walk.next()) {
      if (walk.endOffset() > offset) {
        return walk.position();
      }
    }
    return end;
  }

  /** Takes batches one by one; false when no more fits. */
  private boolean collectBatches(BatchWalk walk, RunScan scan, long position, long end, long stop) {
    walk.start(position, end);
    while (walk.next()) {
      if (walk.endOffset() > stop) {
        return stop < upTo; // where the segment was cut, another one follows
      }
      boolean fits = walk.size() <= maxBytes - slices.sizeInBytes();
      if (!fits && !(minOneBatch && slices.sizeInBytes() == 0)) {
        return false;
      }
      slices.add(scan.runs().file(), walk.position(), walk.size());
      endsAt(walk.endOffset(), scan);
    }
    return true;
  }
}
