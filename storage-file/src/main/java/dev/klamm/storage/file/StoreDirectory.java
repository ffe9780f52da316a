package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.storage.StorageException;
import dev.klamm.api.storage.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** A store's directory: says whose it is before anything is touched, and makes a new one ours. */
final class StoreDirectory {

  static final String META = "meta";
  private static final String FORMAT = "klamm file store";

  private final Disk disk;
  private final Path path;

  StoreDirectory(Disk disk, Path path) {
    this.disk = disk;
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Refuses a directory that is not ours or newer than this version; touches nothing. */
  void check() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new StorageException(path + " is not a directory");
    }
    if (Files.exists(path.resolve(META))) {
      readMeta();
      return;
    }
    List<String> foreign = disk.list(path).stream().filter(n -> !leftOver(n)).sorted().toList();
    if (!foreign.isEmpty()) {
      throw new UnsupportedFormatException(describe(foreign));
    }
  }

  private String describe(List<String> foreign) {
    String what =
        foreign.contains("meta.properties")
            ? " looks like a log directory of Apache Kafka, whose format is another"
            : " is not empty and holds no Klamm store";
    return path
        + what
        + " (found "
        + String.join(", ", foreign.subList(0, Math.min(3, foreign.size())))
        + "); choose an empty directory";
  }

  /** What may lie in a directory where the making of a store was cut short, or on a new volume. */
  private static boolean leftOver(String name) {
    return name.equals(StoreLock.LOCK_FILE)
        || name.equals(StoreLock.OWNER_FILE)
        || name.equals(META + JournalFormat.TEMPORARY_SUFFIX)
        || name.equals("lost+found");
  }

  /** Gives the store's id, making the directory a store's when it is empty. */
  Uuid claim(RandomGenerator random) throws IOException {
    if (Files.exists(path.resolve(META))) {
      return readMeta();
    }
    Uuid id = new Uuid(random.nextLong(), random.nextLong());
    String text = FORMAT + "\nversion " + JournalFormat.VERSION + "\nid " + id + "\n";
    Path temporary = path.resolve(META + JournalFormat.TEMPORARY_SUFFIX);
    try (DiskFile file = disk.create(temporary)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      file.write(bytes, 0);
      file.force();
    }
    disk.rename(temporary, path.resolve(META));
    disk.forceDirectory(path);
    return id;
  }

  private Uuid readMeta() throws IOException {
    Path meta = path.resolve(META);
    if (Files.size(meta) > 4096) {
      throw new UnsupportedFormatException(meta + " is not of a Klamm store");
    }
    String text = new String(Files.readAllBytes(meta), StandardCharsets.UTF_8);
    String[] lines = text.split("\n", -1);
    if (lines.length < 3 || !lines[0].equals(FORMAT) || !lines[1].startsWith("version ")) {
      throw new UnsupportedFormatException(meta + " is not of a Klamm store");
    }
    String version = lines[1].substring("version ".length());
    if (!version.equals(String.valueOf(JournalFormat.VERSION))) {
      throw new UnsupportedFormatException(
          path
              + " was written in format version "
              + version
              + "; this Klamm knows version "
              + JournalFormat.VERSION
              + " and leaves it as it is");
    }
    try {
      return Uuid.fromString(lines[2].substring(Math.min(3, lines[2].length())));
    } catch (IllegalArgumentException e) {
      throw new UnsupportedFormatException(meta + " names no store id: " + e.getMessage());
    }
  }
}
