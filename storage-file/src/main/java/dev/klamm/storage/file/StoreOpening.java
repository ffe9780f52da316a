package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a store: looks first, and changes nothing before everything was read and found good. */
final class StoreOpening {

  private final FileStorageSettings settings;
  private final Disk disk;
  private final StorageContext context;
  private final Path path;
  private final ReadSide side;
  private final StoreState state;
  private final TailRing ring;
  private final StoreFiles files;

  private StoreOpening(FileStorageSettings settings, Disk disk, StorageContext context) {
    this.settings = settings;
    this.disk = disk;
    this.context = context;
    this.path = settings.directory();
    this.side = new ReadSide(path);
    this.state = new StoreState(side);
    this.ring = new TailRing(settings.tailCacheBytes());
    this.files = new StoreFiles(disk, path, ring, new OpenFiles(settings.openFiles()));
  }

  static LogStore open(FileStorageSettings settings, Disk disk, StorageContext context) {
    Path path = settings.directory();
    try {
      StoreDirectory directory = new StoreDirectory(disk, path);
      directory.check();
      Files.createDirectories(path);
      StoreLock lock = StoreLock.take(path);
      StoreOpening opening = new StoreOpening(settings, disk, context);
      try {
        return opening.open(directory, lock);
      } catch (IOException | RuntimeException e) {
        opening.files.close();
        lock.release();
        throw e;
      }
    } catch (IOException e) {
      throw StoreFailure.of("open the store in", path, e);
    }
  }

  private LogStore open(StoreDirectory directory, StoreLock lock) throws IOException {
    Uuid store = directory.claim(context.random());
    Recovery recovery = new Recovery(disk, path, store, files, state);
    recovery.run();
    JournalFile tail = tail(recovery, store);
    tidy(recovery, tail);
    JournalWriter writer =
        new JournalWriter(store, settings.journalFileBytes(), ring, tail, recovery.end());
    state.epoch(state.epoch() + 1);
    writer.writeEpoch(state.epoch(), recovery.end().sequence());
    tail.io().force();
    disk.forceDirectory(path);
    return new FileStore(
        settings, disk, context, store, lock, side, state, files, writer, recovery);
  }

  /** The file in which the journal goes on, cut behind its last commit and made long again. */
  private JournalFile tail(Recovery recovery, Uuid store) throws IOException {
    JournalFile tail = recovery.tail();
    if (tail == null) {
      tail = files.add(JournalFormat.KIND_JOURNAL, 1);
      tail.create();
    }
    for (LogRuns runs : tail.runs()) {
      if (runs.resident() == null) {
        runs.resident(Footer.readIndex(runs));
      }
    }
    tail.sealed(false);
    boolean begins = recovery.tail() == null || !recovery.tailHasHeader();
    JournalEnd end = recovery.end();
    tail.io().resize(begins ? 0 : end.position());
    tail.io().resize(Math.max(settings.journalFileBytes(), end.position()));
    if (begins) {
      FileHeader header =
          new FileHeader(
              JournalFormat.KIND_JOURNAL, tail.number(), end.sequence() + 1, end.chain(), store);
      tail.io().write(JournalFormat.fileHeader(header), 0);
    }
    return tail;
  }

  /** Forces what was found, and deletes what a crash left behind. */
  private void tidy(Recovery recovery, JournalFile tail) throws IOException {
    for (JournalFile file : recovery.unsealed()) {
      if (file != tail) {
        file.io().force();
        file.forced(true);
      }
    }
    for (JournalFile file : files.all()) {
      if (file.kind() == JournalFormat.KIND_JOURNAL && file.number() > tail.number()) {
        files.delete(file);
      }
    }
    for (String name : disk.list(path)) {
      if (isLeftOver(name, recovery)) {
        disk.delete(path.resolve(name));
      }
    }
  }

  private boolean isLeftOver(String name, Recovery recovery) {
    boolean temporary = name.endsWith(JournalFormat.TEMPORARY_SUFFIX);
    long checkpoint = JournalFormat.number(name, JournalFormat.CHECKPOINT_SUFFIX);
    boolean batches =
        JournalFormat.number(name, JournalFormat.JOURNAL_SUFFIX) >= 0
            || JournalFormat.number(name, JournalFormat.RECUT_SUFFIX) >= 0;
    return temporary
        || (checkpoint >= 0 && checkpoint < recovery.lastCheckpoint())
        || (batches && !files.has(path.resolve(name)));
  }
}
