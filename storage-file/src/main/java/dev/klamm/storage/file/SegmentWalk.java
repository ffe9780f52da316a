package dev.klamm.storage.file;

/** Walks the batches of one segment's runs between two offsets. For one thread. */
final class SegmentWalk {

  private static final int WINDOW = 4 * 1024;

  private final RunScan scan;
  private final BatchWalk walk;
  private final JournalFile file;
  private final long from;
  private final long to;
  private boolean started;

  /**
   * @param from the walk begins with the batch that contains it
   * @param to exclusive; at most the runs' end
   */
  SegmentWalk(LogRuns runs, RunIndex index, long from, long to) {
    this(runs, index, from, to, WINDOW);
  }

  SegmentWalk(LogRuns runs, RunIndex index, long from, long to, int windowBytes) {
    this.scan = new RunScan(runs, index, from, to);
    this.walk = new BatchWalk(runs.file(), windowBytes);
    this.file = runs.file();
    this.from = from;
    this.to = to;
  }

  /** Moves to the next batch; false at the end. */
  boolean next() {
    while (true) {
      while (walk.next()) {
        if (walk.endOffset() > from) {
          return walk.baseOffset() < to;
        }
      }
      if (!scan.next()) {
        return false;
      }
      walk.start(started ? scan.position() : scan.walkFrom(), scan.position() + scan.length());
      started = true;
    }
  }

  /** The file that the walk is in. */
  JournalFile file() {
    return file;
  }

  /** The current batch. */
  BatchWalk batch() {
    return walk;
  }
}
