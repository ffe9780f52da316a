package dev.klamm.storage.file;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a {@link FileStorage} stores. Immutable; begin with {@link #of} and change what differs.
 *
 * @since 0.1
 */
public final class FileStorageSettings {

  /** Journal files may be from 64 KiB to 1 GiB. */
  public static final int MIN_JOURNAL_FILE_BYTES = 64 * 1024;

  public static final int MAX_JOURNAL_FILE_BYTES = 1024 * 1024 * 1024;

  static final int DEFAULT_JOURNAL_FILE_BYTES = 128 * 1024 * 1024;
  static final int DEFAULT_TAIL_CACHE_BYTES = 8 * 1024 * 1024;
  static final int MAX_TAIL_CACHE_BYTES = 1024 * 1024 * 1024;
  static final int MIN_OPEN_FILES = 4;
  static final int DEFAULT_OPEN_FILES = 512;

  private final Path directory;
  private final int journalFileBytes;
  private final int tailCacheBytes;
  private final int openFiles;

  private FileStorageSettings(
      Path directory, int journalFileBytes, int tailCacheBytes, int openFiles) {
    this.directory = Objects.requireNonNull(directory, "directory");
    this.journalFileBytes =
        inRange(
            "journal file size", journalFileBytes, MIN_JOURNAL_FILE_BYTES, MAX_JOURNAL_FILE_BYTES);
    this.tailCacheBytes = inRange("tail cache size", tailCacheBytes, 0, MAX_TAIL_CACHE_BYTES);
    if (openFiles < MIN_OPEN_FILES) {
      throw new IllegalArgumentException(
          "open files are " + openFiles + ", allowed are " + MIN_OPEN_FILES + " or more");
    }
    this.openFiles = openFiles;
  }

  private static int inRange(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " is " + value + " bytes, allowed are " + least + " to " + most);
    }
    return value;
  }

  /** The default settings for a directory, which is created when it is not there. */
  public static FileStorageSettings of(Path directory) {
    return new FileStorageSettings(
        directory, DEFAULT_JOURNAL_FILE_BYTES, DEFAULT_TAIL_CACHE_BYTES, DEFAULT_OPEN_FILES);
  }

  /**
   * Bytes per journal file, 128 MiB unless told; the unit in which space is freed. A commit that is
   * larger gets a larger file.
   */
  public FileStorageSettings withJournalFileBytes(int bytes) {
    return new FileStorageSettings(directory, bytes, tailCacheBytes, openFiles);
  }

  /**
   * How much of the newest journal is kept in memory for reads of the tail, 8 MiB unless told; 0
   * for none.
   */
  public FileStorageSettings withTailCacheBytes(int bytes) {
    return new FileStorageSettings(directory, journalFileBytes, bytes, openFiles);
  }

  /**
   * How many journal files are kept open, 512 unless told. More are open only while that many are
   * being written or sent to readers.
   */
  public FileStorageSettings withOpenFiles(int files) {
    return new FileStorageSettings(directory, journalFileBytes, tailCacheBytes, files);
  }

  public int openFiles() {
    return openFiles;
  }

  public Path directory() {
    return directory;
  }

  public int journalFileBytes() {
    return journalFileBytes;
  }

  public int tailCacheBytes() {
    return tailCacheBytes;
  }
}
