package dev.klamm.storage.file;

/** Where a log will end once the batch being checked is committed. The engine's thread only. */
final class LogPlan {

  static final int NO_ENTRY = -1;

  private long batch;
  private long end;
  private int openEntry;
  private boolean changed;

  /** Begins with what the log is now, when this batch has not touched it yet. */
  void enter(long batchNumber, FileLog log) {
    if (batch != batchNumber) {
      batch = batchNumber;
      end = log.endOffset();
      openEntry = NO_ENTRY;
      changed = false;
    }
  }

  long end() {
    return end;
  }

  void end(long offset) {
    end = offset;
    changed = true;
  }

  /** Whether the batch appends to the log or drops it. */
  boolean changed() {
    return changed;
  }

  /** The directory entry that the next append may join, or {@link #NO_ENTRY}. */
  int openEntry() {
    return openEntry;
  }

  void openEntry(int entry) {
    openEntry = entry;
  }
}
