package dev.klamm.storage.file;

import dev.klamm.api.storage.StorageException;
import java.nio.file.Path;

/** What all readers of a store share. Any thread. */
final class ReadSide {

  private static final int CACHED_ENTRIES = 64 * 1024;

  private final IndexCache indexes = new IndexCache(CACHED_ENTRIES);
  private final Path directory;
  private volatile boolean closed;

  ReadSide(Path directory) {
    this.directory = directory;
  }

  RunIndex index(LogRuns runs) {
    return indexes.of(runs);
  }

  void close() {
    closed = true;
  }

  /**
   * Takes hold of the file of runs.
   *
   * @return false when the file is gone, and with it these runs from their log
   */
  boolean hold(LogRuns runs) {
    if (runs.file().acquire()) {
      return true;
    }
    if (closed) {
      throw new StorageException("the store in " + directory + " is closed");
    }
    return false;
  }
}
