package dev.klamm.storage.file;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the next journal file ready, so that going on to it costs next to nothing. The housekeeper
 * prepares, the engine's thread takes; it waits only when it is a whole file ahead.
 */
final class NextFile {

  /** A file to go on in. */
  record Taken(JournalFile file, boolean nameIsNew) {}

  private final Disk disk;
  private final Path directory;
  private final StoreFiles files;
  private final long fileBytes;
  private long lastNumber;
  private @Nullable JournalFile prepared;

  NextFile(Disk disk, Path directory, StoreFiles files, long fileBytes, long lastNumber) {
    this.disk = disk;
    this.directory = directory;
    this.files = files;
    this.fileBytes = fileBytes;
    this.lastNumber = lastNumber;
  }

  synchronized void prepare() throws IOException {
    if (prepared == null) {
      JournalFile file = create();
      try {
        file.io().force();
        disk.forceDirectory(directory);
      } catch (IOException e) {
        file.release();
        throw e;
      }
      prepared = file;
    }
  }

  private JournalFile create() throws IOException {
    JournalFile file = files.detached(JournalFormat.KIND_JOURNAL, lastNumber + 1);
    try {
      file.create().resize(fileBytes);
      return file;
    } catch (IOException e) {
      file.release();
      throw e;
    }
  }

  synchronized Taken take() throws IOException {
    JournalFile file = prepared;
    boolean isNew = file == null;
    if (file == null) {
      file = create();
    }
    prepared = null;
    lastNumber++;
    files.attach(file);
    return new Taken(file, isNew);
  }

  /** Deletes what was prepared for nothing. */
  synchronized void discard() {
    JournalFile file = prepared;
    prepared = null;
    if (file != null) {
      file.doom();
      file.release();
    }
  }

  /** Lets go of what was prepared, as if killed. */
  synchronized void abandon() {
    JournalFile file = prepared;
    prepared = null;
    if (file != null) {
      file.release();
    }
  }
}
