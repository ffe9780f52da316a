package dev.klamm.storage.file;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The files of a store that hold batches, each held once by this set. Any thread. */
final class StoreFiles {

  private final Disk disk;
  private final Path directory;
  private final TailRing ring;
  private final OpenFiles openFiles;
  private final Set<JournalFile> files = ConcurrentHashMap.newKeySet();

  StoreFiles(Disk disk, Path directory, TailRing ring, OpenFiles openFiles) {
    this.disk = disk;
    this.directory = directory;
    this.ring = ring;
    this.openFiles = openFiles;
  }

  /** Adds a file, which need not exist yet. */
  JournalFile add(int kind, long number) {
    JournalFile file = detached(kind, number);
    files.add(file);
    return file;
  }

  /** A file that is not added yet; to be released by who asked for it, or {@link #attach}ed. */
  JournalFile detached(int kind, long number) {
    String suffix =
        kind == JournalFormat.KIND_RECUT
            ? JournalFormat.RECUT_SUFFIX
            : JournalFormat.JOURNAL_SUFFIX;
    return new JournalFile(
        disk, directory.resolve(JournalFormat.name(number, suffix)), kind, number, ring, openFiles);
  }

  void attach(JournalFile file) {
    files.add(file);
  }

  Iterable<JournalFile> all() {
    return files;
  }

  boolean has(Path path) {
    return files.stream().anyMatch(file -> file.path().equals(path));
  }

  /** Deletes a file as soon as no view needs it. */
  void delete(JournalFile file) {
    if (files.remove(file)) {
      file.doom();
      file.release();
    }
  }

  /** Lets go of all files. */
  void close() {
    for (JournalFile file : files) {
      if (files.remove(file)) {
        file.release();
      }
    }
  }
}
