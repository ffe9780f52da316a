package dev.klamm.storage.file;

import dev.klamm.api.storage.LogId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * All logs and where their batches lie, as of one commit: the part of a checkpoint that must be
 * exact. Taken by the engine's thread in one go, written by the housekeeper at leisure.
 *
 * @param file number of the journal file that the commit after it is in
 * @param end where that begins
 */
record Catalog(long file, JournalEnd end, int epoch, List<Log> logs) {

  record Log(LogId id, long start, long end, List<Segment> segments) {}

  /** A segment, and how far its runs had grown. */
  record Segment(LogSegment segment, long runsEnd, long runsBytes, long runsMaxTimestamp) {

    static Segment of(LogSegment segment) {
      LogRuns runs = segment.runs();
      return new Segment(segment, runs.endOffset(), runs.bytes(), runs.maxTimestamp());
    }
  }

  static Catalog of(StoreState state, long file, JournalEnd end) {
    Collection<FileLog> all = state.logs();
    List<Log> logs = new ArrayList<>(all.size());
    for (FileLog log : all) {
      if (!log.isEmpty()) {
        logs.add(of(log));
      }
    }
    return new Catalog(file, end, state.epoch(), logs);
  }

  private static Log of(FileLog log) {
    LogSegment[] segments = log.shape().segments();
    List<Segment> taken = new ArrayList<>(segments.length);
    for (LogSegment segment : segments) {
      taken.add(Segment.of(segment));
    }
    return new Log(log.id(), log.startOffset(), log.endOffset(), taken);
  }
}
