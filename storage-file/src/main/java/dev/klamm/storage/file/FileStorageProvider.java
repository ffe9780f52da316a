package dev.klamm.storage.file;

import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link FileStorage} from configuration.
 *
 * <p>The address is the directory. Without one it is Kafka's {@code log.dirs}, or else {@code
 * log.dir}, of which exactly one directory may be named. Further keys: {@code
 * klamm.file.journal.bytes} and {@code klamm.file.tail.cache.bytes}, see {@link
 * FileStorageSettings}.
 *
 * @since 0.1
 */
public final class FileStorageProvider implements StorageProvider {

  static final String JOURNAL_BYTES = "klamm.file.journal.bytes";
  static final String TAIL_CACHE_BYTES = "klamm.file.tail.cache.bytes";
  static final String OPEN_FILES = "klamm.file.open.files";

  /** What there is to set, to be told; {@link #backend} reads and checks it. */
  private static final List<ConfigKey<?>> KEYS =
      List.of(
          ConfigKey.int32(JOURNAL_BYTES)
              .defaultTo(FileStorageSettings.DEFAULT_JOURNAL_FILE_BYTES)
              .between(
                  FileStorageSettings.MIN_JOURNAL_FILE_BYTES,
                  FileStorageSettings.MAX_JOURNAL_FILE_BYTES)
              .doc("The size of a journal file, the unit in which space is freed."),
          ConfigKey.int32(TAIL_CACHE_BYTES)
              .defaultTo(FileStorageSettings.DEFAULT_TAIL_CACHE_BYTES)
              .between(0, FileStorageSettings.MAX_TAIL_CACHE_BYTES)
              .doc("How much of the newest journal is kept in memory for readers of the tail."),
          ConfigKey.int32(OPEN_FILES)
              .defaultTo(FileStorageSettings.DEFAULT_OPEN_FILES)
              .atLeast(FileStorageSettings.MIN_OPEN_FILES)
              .doc("How many journal files are kept open; more only while they are all in use."));

  @Override
  public String name() {
    return FileStorage.NAME;
  }

  @Override
  public Collection<ConfigKey<?>> keys() {
    return KEYS;
  }

  @Override
  public StorageBackend backend(String address, Map<String, String> settings) {
    FileStorageSettings typed = FileStorageSettings.of(directory(address, settings));
    String journalBytes = settings.get(JOURNAL_BYTES);
    if (journalBytes != null) {
      typed = named(JOURNAL_BYTES, typed::withJournalFileBytes, journalBytes);
    }
    String tailBytes = settings.get(TAIL_CACHE_BYTES);
    if (tailBytes != null) {
      typed = named(TAIL_CACHE_BYTES, typed::withTailCacheBytes, tailBytes);
    }
    String openFiles = settings.get(OPEN_FILES);
    if (openFiles != null) {
      typed = named(OPEN_FILES, typed::withOpenFiles, openFiles);
    }
    return new FileStorage(typed);
  }

  private interface Setter {
    FileStorageSettings with(int value);
  }

  private static FileStorageSettings named(String key, Setter setter, String value) {
    try {
      return setter.with(Integer.parseInt(value.trim()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          key + " is '" + value + "', a whole number is expected", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private static Path directory(String address, Map<String, String> settings) {
    if (!address.isBlank()) {
      return path("the address", address);
    }
    String dirs = settings.get("log.dirs");
    return dirs != null && !dirs.isBlank()
        ? path("log.dirs", dirs)
        : path("log.dir", settings.get("log.dir"));
  }

  private static Path path(String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "no directory to store in: give one in the address (file:/data) or as log.dirs");
    }
    if (value.indexOf(',') >= 0 && !key.equals("the address")) {
      throw new IllegalArgumentException(
          key + " is '" + value + "', but file storage keeps everything in one directory");
    }
    try {
      return Path.of(value.trim());
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(key + " is '" + value + "', not a path", e);
    }
  }
}
