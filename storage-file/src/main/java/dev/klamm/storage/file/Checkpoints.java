package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes checkpoints, and deletes the files that a checkpoint makes superfluous. The housekeeper,
 * or whoever closes the store after it.
 */
final class Checkpoints {

  private final Disk disk;
  private final Path directory;
  private final Uuid store;
  private final StoreFiles files;
  private final SortedKeys keys;
  private final SyncLoop sync;
  private long number;
  private volatile long lastBytes;

  Checkpoints(
      Disk disk,
      Path directory,
      Uuid store,
      StoreFiles files,
      SortedKeys keys,
      SyncLoop sync,
      Recovery recovery) {
    this.disk = disk;
    this.directory = directory;
    this.store = store;
    this.files = files;
    this.keys = keys;
    this.sync = sync;
    this.number = recovery.lastCheckpoint();
    this.lastBytes = recovery.checkpointBytes();
  }

  /** Size of the last checkpoint. */
  long lastBytes() {
    return lastBytes;
  }

  /**
   * Writes a checkpoint. The keys are taken as they change: they hold all commits of the catalog
   * and some after it, which are replayed over them in order. So that a crash cannot bring back
   * more keys than commits, the checkpoint counts only once those are on disk too.
   */
  void write(Catalog catalog) throws IOException {
    Path temporary =
        directory.resolve(
            JournalFormat.name(number + 1, JournalFormat.CHECKPOINT_SUFFIX)
                + JournalFormat.TEMPORARY_SUFFIX);
    try (DiskFile io = disk.create(temporary)) {
      lastBytes = CheckpointWriter.write(io, store, catalog, keys);
      io.force();
    }
    if (sync.synced() < sync.written() && !sync.syncAndTell()) {
      return;
    }
    disk.rename(
        temporary,
        directory.resolve(JournalFormat.name(number + 1, JournalFormat.CHECKPOINT_SUFFIX)));
    disk.forceDirectory(directory);
    disk.delete(directory.resolve(JournalFormat.name(number, JournalFormat.CHECKPOINT_SUFFIX)));
    number++;
    deleteDead(catalog);
  }

  private void deleteDead(Catalog catalog) {
    Set<JournalFile> needed = new HashSet<>();
    for (Catalog.Log log : catalog.logs()) {
      for (Catalog.Segment segment : log.segments()) {
        needed.add(segment.segment().runs().file());
      }
    }
    for (JournalFile file : files.all()) {
      boolean old = file.kind() == JournalFormat.KIND_RECUT || file.number() < catalog.file();
      if (old && file.forced() && file.liveSegments() == 0 && !needed.contains(file)) {
        files.delete(file);
      }
    }
  }
}
