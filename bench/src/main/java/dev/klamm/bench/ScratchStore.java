package dev.klamm.bench;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.storage.file.FileStorageProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A store in memory or in a directory for the time of one benchmark. */
final class ScratchStore implements AutoCloseable {

  static final LogId LOG = new LogId(new Uuid(1, 1), 0);

  private final Path directory;
  private final LogStore store;

  private ScratchStore(Path directory, LogStore store) {
    this.directory = directory;
    this.store = store;
  }

  /**
   * Opens an empty store.
   *
   * @param name {@code memory} or {@code file}
   */
  static ScratchStore open(String name, CommitListener listener) {
    try {
      Path directory = Files.createTempDirectory("klamm-bench");
      StorageBackend backend =
          name.equals("memory")
              ? MemoryStorage.volatileStore()
              : new FileStorageProvider().backend(directory.toString(), Map.of());
      LogStore store =
          backend.open(
              new StorageContext(
                  Clock.system(), ScratchStore::thread, new SplittableRandom(1), listener));
      return new ScratchStore(directory, store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "store");
    thread.setDaemon(true);
    return thread;
  }

  LogStore store() {
    return store;
  }

  @Override
  public void close() {
    store.close(CloseMode.ABORT);
    try (Stream<Path> found = Files.walk(directory)) {
      found.sorted(Comparator.reverseOrder()).forEach(ScratchStore::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
