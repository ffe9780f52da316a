package dev.klamm.storage.file;

import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageCapability;
import dev.klamm.api.storage.StorageContext;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Stores in a directory of the local disk.
 *
 * <p>A commit reaches {@link Durability#OS} before it returns, and {@link Durability#SYNC} when the
 * store's sync thread has forced it, together with all others that wait. A store has two threads.
 *
 * @since 0.1
 */
public final class FileStorage implements StorageBackend {

  static final String NAME = "file";

  private final FileStorageSettings settings;
  private final Disk disk;

  public FileStorage(FileStorageSettings settings) {
    this(settings, new LocalDisk());
  }

  /** A store with default settings. */
  public FileStorage(Path directory) {
    this(FileStorageSettings.of(directory));
  }

  FileStorage(FileStorageSettings settings, Disk disk) {
    this.settings = settings;
    this.disk = disk;
  }

  public FileStorageSettings settings() {
    return settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String location() {
    return settings.directory().toAbsolutePath().toString();
  }

  @Override
  public long totalBytes() {
    return ofVolume(FileStore::getTotalSpace);
  }

  @Override
  public long usableBytes() {
    return ofVolume(FileStore::getUsableSpace);
  }

  private interface VolumeSize {
    long of(FileStore volume) throws IOException;
  }

  private long ofVolume(VolumeSize size) {
    try {
      return size.of(Files.getFileStore(settings.directory()));
    } catch (IOException unknown) {
      return -1; // Only people ask, and they see that it is not known.
    }
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return Set.of(StorageCapability.ZERO_COPY_FILE);
  }

  @Override
  public Durability strongestDurability() {
    return Durability.SYNC;
  }

  @Override
  public LogStore open(StorageContext context) {
    return StoreOpening.open(settings, disk, context);
  }
}
