package dev.klamm.storage.file;

import dev.klamm.api.storage.StorageException;
import dev.klamm.api.storage.StoreLockedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Holds a directory for one store object.
 *
 * <p>The operating system's lock ends with the process, however it ends. It belongs to the process,
 * though, and goes when <i>any</i> handle of the file is closed; so a second store object in this
 * JVM must not even open the file. It is kept off by the owner file beside it, which names process
 * and start time, and is removed whenever a store object lets go.
 */
final class StoreLock {

  static final String LOCK_FILE = "klamm.lock";
  static final String OWNER_FILE = "klamm.owner";

  private final Path ownerFile;
  private final FileChannel channel;

  private StoreLock(Path ownerFile, FileChannel channel) {
    this.ownerFile = ownerFile;
    this.channel = channel;
  }

  static StoreLock take(Path directory) {
    Path ownerFile = directory.resolve(OWNER_FILE);
    String me = me();
    String owner = read(ownerFile);
    if (owner.equals(me)) {
      throw locked(directory, "another store object of this process (" + me + ")");
    }
    try {
      FileChannel channel =
          FileChannel.open(
              directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw locked(directory, owner.isEmpty() ? "another process" : owner);
      }
      Files.writeString(ownerFile, me);
      return new StoreLock(ownerFile, channel);
    } catch (IOException e) {
      throw new StorageException("cannot lock the store in " + directory + ": " + e, e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static StoreLockedException locked(Path directory, String by) {
    return new StoreLockedException(
        "the store in "
            + directory.toAbsolutePath()
            + " is in use by "
            + by
            + "; stop that first, or choose another directory");
  }

  private static String me() {
    ProcessHandle self = ProcessHandle.current();
    return "process "
        + self.pid()
        + self.info().startInstant().map(Instant::toString).map(s -> " started " + s).orElse("");
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).trim() : "";
    } catch (IOException e) {
      return ""; // only a name for a message is lost, or it is being written right now
    }
  }

  void release() {
    try {
      Files.deleteIfExists(ownerFile);
      channel.close();
    } catch (IOException e) {
      throw new StorageException("cannot release " + ownerFile.getParent() + ": " + e, e);
    }
  }
}
