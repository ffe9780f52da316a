package dev.klamm.storage.file;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the number of open files bounded: when one is opened beyond the limit, the one that was
 * used least recently is shut, if it can be. Files that are written, read at this moment or needed
 * by a view stay open, so the limit may be passed for as long as they are. Any thread.
 */
final class OpenFiles {

  private final int limit;
  private final Set<JournalFile> open = ConcurrentHashMap.newKeySet();
  private volatile long now;

  OpenFiles(int limit) {
    this.limit = limit;
  }

  /** What uses are stamped with; moves on with each file that is opened. */
  long now() {
    return now;
  }

  int count() {
    return open.size();
  }

  void opened(JournalFile file) {
    open.add(file);
    tick();
    shutSome();
  }

  /**
   * Shuts files down to the limit, as far as they can be: also to be called when one becomes so.
   */
  void shutSome() {
    while (open.size() > limit && shutOne()) {
      Thread.onSpinWait();
    }
  }

  private synchronized void tick() {
    now++;
  }

  void closed(JournalFile file) {
    open.remove(file);
  }

  /** Shuts the file that was used least recently; false when there is none to shut. */
  private boolean shutOne() {
    JournalFile oldest = null;
    for (JournalFile each : open) {
      if (each.mayShut() && (oldest == null || each.lastUse() < oldest.lastUse())) {
        oldest = each;
      }
    }
    return oldest != null && (oldest.shut() || open.size() <= limit);
  }
}
