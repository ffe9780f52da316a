package dev.klamm.storage.file;

import dev.klamm.api.storage.LogId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the state from the commits of the files that are scanned while the store opens.
 *
 * <p>Commits that the checkpoint covers only tell where in the file the batches lie: the runs they
 * began are built again, by the rules by which {@link FileLog} began them, so that the checkpoint's
 * segments find them by their position.
 */
final class Replay {

  private final StoreState state;
  private final Map<LogId, LogRuns> active = new HashMap<>();

  Replay(StoreState state) {
    this.state = state;
  }

  /** Forgets the runs that were being appended to: another file begins. */
  void nextFile() {
    active.clear();
  }

  /** Applies the current commit of a cursor. */
  void apply(CommitCursor commit, JournalFile file) throws IOException {
    while (commit.nextEntry()) {
      switch (commit.type()) {
        case JournalFormat.APPEND -> {
          FileLog log = state.log(commit.log());
          LogRuns runs = log.runsIn(file, commit.payload(), commit.offset());
          mark(runs, commit, file);
          log.appended(runs, commit.endOffset(), commit.length(), commit.maxTimestamp());
        }
        case JournalFormat.REPLACE -> {
          LogRuns runs = replacement(commit, file);
          state
              .log(commit.log())
              .replace(
                  commit.offset(), commit.endOffset(), runs == null ? null : LogSegment.open(runs));
        }
        case JournalFormat.TRIM -> state.log(commit.log()).trim(commit.offset());
        case JournalFormat.DROP -> state.log(commit.log()).drop();
        case JournalFormat.PUT -> state.keys().put(commit.key(), commit.value());
        case JournalFormat.DELETE -> state.keys().delete(commit.key());
        default -> state.epoch(commit.epoch());
      }
    }
  }

  /** Takes note of where the current commit's batches lie, of which the checkpoint knows. */
  void index(CommitCursor commit, JournalFile file) throws IOException {
    while (commit.nextEntry()) {
      switch (commit.type()) {
        case JournalFormat.APPEND -> indexAppend(commit, file);
        case JournalFormat.REPLACE -> {
          LogRuns runs = active.get(commit.log());
          if (runs != null
              && commit.offset() < runs.endOffset()
              && commit.endOffset() > runs.startOffset()) {
            active.remove(commit.log());
          }
          replacement(commit, file);
        }
        case JournalFormat.TRIM -> {
          LogRuns runs = active.get(commit.log());
          if (runs != null && commit.offset() >= runs.endOffset()) {
            active.remove(commit.log());
          }
        }
        case JournalFormat.DROP -> active.remove(commit.log());
        default -> {}
      }
    }
  }

  private void indexAppend(CommitCursor commit, JournalFile file) {
    LogRuns runs = active.get(commit.log());
    if (runs == null) {
      runs =
          new LogRuns(file, commit.log(), JournalFormat.APPEND, commit.payload(), commit.offset());
      file.runs().add(runs);
      active.put(commit.log(), runs);
    }
    mark(runs, commit, file);
    runs.add(commit.endOffset(), commit.length(), commit.maxTimestamp());
  }

  private static @Nullable LogRuns replacement(CommitCursor commit, JournalFile file) {
    if (commit.length() == 0) {
      return null;
    }
    LogRuns runs =
        new LogRuns(file, commit.log(), JournalFormat.REPLACE, commit.payload(), commit.offset());
    file.runs().add(runs);
    mark(runs, commit, file);
    runs.add(commit.endOffset(), commit.length(), commit.maxTimestamp());
    return runs;
  }

  private static void mark(LogRuns runs, CommitCursor commit, JournalFile file) {
    runs.mark(commit.offset(), commit.position(), commit.payload(), 0);
    if (commit.length() <= RunIndex.SPACING) {
      runs.saw(commit.maxTimestamp());
      return;
    }
    BatchWalk walk = new BatchWalk(file, 4 * 1024);
    walk.start(commit.payload(), commit.payload() + commit.length());
    while (walk.next()) {
      runs.mark(
          walk.baseOffset(),
          commit.position(),
          walk.position(),
          walk.position() - commit.payload());
      runs.saw(walk.maxTimestamp());
    }
  }
}
