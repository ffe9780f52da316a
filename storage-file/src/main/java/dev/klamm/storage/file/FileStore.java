package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.api.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open store. A commit is: plan, write, apply; everything else happens on other threads. */
final class FileStore implements LogStore {

  private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

  /** A checkpoint waits until this many times its size was written to the journal. */
  private static final int JOURNAL_PER_CHECKPOINT = 4;

  /** A file is re-cut when so few percent of it are live: copying them frees over twice as much. */
  private static final int RECUT_BELOW_PERCENT = 30;

  private final Disk disk;
  private final Path directory;
  private final Uuid store;
  private final StoreLock lock;
  private final ReadSide side;
  private final StoreState state;
  private final StoreFiles files;
  private final JournalWriter writer;
  private final CommitPlan plan;
  private final CommitApply apply;
  private final StoreFailure failure;
  private final SyncLoop sync;
  private final Housekeeper housekeeper = new Housekeeper();
  private final NextFile nextFile;
  private final Checkpoints checkpoints;
  private final Thread syncThread;
  private final Thread housekeeperThread;
  private final int epoch;
  private final long base;
  private final long journalFileBytes;

  private long journalBytesSinceCheckpoint;
  private long recutNumber;
  private boolean checkpointWanted;

  /** Whether a file is mostly dead that could not be seen to yet, as it has no footer. */
  private boolean spaceToFree;

  private volatile boolean checkpointing;
  private volatile boolean recutting;
  private final AtomicReference<Recut.@Nullable Result> recut = new AtomicReference<>();
  private volatile boolean closed;

  FileStore(
      FileStorageSettings settings,
      Disk disk,
      StorageContext context,
      Uuid store,
      StoreLock lock,
      ReadSide side,
      StoreState state,
      StoreFiles files,
      JournalWriter writer,
      Recovery recovery) {
    this.disk = disk;
    this.directory = settings.directory();
    this.store = store;
    this.lock = lock;
    this.side = side;
    this.state = state;
    this.files = files;
    this.writer = writer;
    this.plan = new CommitPlan(state);
    this.apply = new CommitApply(state);
    this.epoch = state.epoch();
    this.base = writer.end().sequence();
    this.journalFileBytes = settings.journalFileBytes();
    this.failure = new StoreFailure(context.listener());
    this.sync = new SyncLoop(disk, directory, context.listener(), failure, writer.file(), base);
    this.nextFile = new NextFile(disk, directory, files, journalFileBytes, writer.file().number());
    this.checkpoints = new Checkpoints(disk, directory, store, files, state.keys(), sync, recovery);
    this.syncThread = context.threads().newThread(sync);
    this.housekeeperThread = context.threads().newThread(housekeeper);
    this.recutNumber = recovery.lastRecut();
    sync.thread(syncThread);
    begin(recovery);
  }

  private void begin(Recovery recovery) {
    housekeeper.submit(nextFile::prepare);
    for (JournalFile file : recovery.unsealed()) {
      if (file != writer.file()) {
        housekeeper.submit(() -> seal(file));
      }
    }
    syncThread.start();
    housekeeperThread.start();
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public PartitionLog log(LogId id) {
    return state.log(id);
  }

  @Override
  public Collection<LogId> logs() {
    List<LogId> ids = new ArrayList<>();
    for (FileLog log : state.logs()) {
      if (!log.isEmpty()) {
        ids.add(log.id());
      }
    }
    return ids;
  }

  @Override
  public KeyValues keyValues() {
    return state.keys();
  }

  @Override
  public long commit(Batch batch) {
    failure.check();
    if (closed) {
      throw new StorageException("the store in " + directory + " is closed");
    }
    boolean moved = takeOverRecut();
    plan.plan(batch.operations());
    try {
      if (writer.mustRoll(plan.commitBytes())) {
        roll();
      }
      long position = writer.end().position();
      writer.write(plan, sync.synced());
      apply.apply(plan, writer.file(), position);
    } catch (IOException e) {
      throw failure.fail(StoreFailure.of("write the journal in", directory, e));
    } catch (StorageException e) {
      throw failure.fail(e);
    } catch (RuntimeException e) {
      throw failure.fail(
          new StorageException("a commit to " + directory + " was applied in part: " + e, e));
    }
    long sequence = writer.end().sequence();
    sync.written(sequence);
    if (plan.reshapes() || moved || spaceToFree) {
      freeSpace();
    }
    if (checkpointWanted) {
      checkpoint();
    }
    return sequence - base;
  }

  private void roll() throws IOException {
    JournalFile full = writer.file();
    journalBytesSinceCheckpoint += full.dataEnd();
    NextFile.Taken next = nextFile.take();
    writer.roll(next.file());
    sync.rolled(next.file(), next.nameIsNew());
    housekeeper.submit(nextFile::prepare);
    housekeeper.submit(() -> seal(full));
    if (journalBytesSinceCheckpoint >= JOURNAL_PER_CHECKPOINT * checkpoints.lastBytes()) {
      checkpoint();
    }
  }

  private void seal(JournalFile file) throws IOException {
    if (!file.forced()) {
      try {
        file.io().force();
      } catch (IOException e) {
        failure.fail(StoreFailure.of("sync", file.path(), e));
        throw e;
      }
      file.forced(true);
    }
    Footer.write(file, file.runs());
    file.runs().clear();
  }

  /** Sees to it that files without a live batch are deleted, and those with few re-cut. */
  private void freeSpace() {
    spaceToFree = false;
    for (JournalFile file : files.all()) {
      if (file == writer.file() || !isMostlyDead(file)) {
        continue;
      }
      if (file.forced() && file.liveSegments() == 0) {
        checkpointWanted = true;
      } else if (!file.sealed()) {
        spaceToFree = true;
      } else if (!recutting) {
        recut(file);
      }
    }
  }

  private static boolean isMostlyDead(JournalFile file) {
    return file.liveSegments() == 0
        || file.liveBytes() * 100 < file.dataEnd() * RECUT_BELOW_PERCENT;
  }

  private void recut(JournalFile file) {
    recutting = true;
    List<Recut.Move> moves = new ArrayList<>();
    for (FileLog log : state.logs()) {
      for (LogSegment segment : log.shape().segments()) {
        if (segment.runs().file() == file) {
          moves.add(new Recut.Move(log, segment, null));
        }
      }
    }
    JournalFile to = files.detached(JournalFormat.KIND_RECUT, ++recutNumber);
    housekeeper.submit(
        () -> {
          try {
            recut.set(Recut.copy(disk, directory, store, side, to, moves));
          } catch (IOException | RuntimeException e) {
            recutting = false;
            throw e;
          }
        });
  }

  /** Whether there was one; then the next file may have its turn. */
  private boolean takeOverRecut() {
    Recut.Result result = recut.get();
    if (result != null) {
      recut.set(null);
      for (Recut.Move move : result.moves()) {
        move.log().move(move.from(), move.to());
      }
      files.attach(result.file());
      checkpointWanted = true;
      recutting = false;
    }
    return result != null;
  }

  private void checkpoint() {
    if (!checkpointing) {
      checkpointing = true;
      checkpointWanted = false;
      journalBytesSinceCheckpoint = 0;
      Catalog catalog = Catalog.of(state, writer.file().number(), writer.end());
      housekeeper.submit(
          () -> {
            try {
              checkpoints.write(catalog);
            } finally {
              checkpointing = false;
            }
          });
    }
  }

  @Override
  public void makeDurable(Durability level, long commit) {
    if (level.compareTo(Durability.SYNC) >= 0) {
      sync.request(base + commit);
    }
  }

  @Override
  public long durableUpTo(Durability level) {
    return (level.compareTo(Durability.SYNC) >= 0 ? sync.synced() : sync.written()) - base;
  }

  @Override
  public void close(CloseMode mode) {
    if (closed) {
      return;
    }
    closed = true;
    sync.stop();
    housekeeper.stop();
    join(syncThread);
    join(housekeeperThread);
    try {
      if (mode == CloseMode.CLEAN) {
        finish();
      }
    } finally {
      nextFile.abandon();
      abandonRecut();
      side.close();
      files.close();
      lock.release();
    }
  }

  private void finish() {
    nextFile.discard();
    boolean unsynced = sync.synced() < sync.written();
    if (unsynced && !sync.syncAndTell()) {
      failure.check();
    }
    if (failure.cause() != null) {
      return;
    }
    takeOverRecut();
    try {
      for (JournalFile file : files.all()) {
        if (!file.sealed()) {
          seal(file);
        }
      }
      checkpoints.write(Catalog.of(state, writer.file().number(), writer.end()));
    } catch (IOException e) {
      LOG.warn("the next opening of {} will take longer: {}", directory, e.toString());
    }
  }

  private void abandonRecut() {
    Recut.Result result = recut.getAndSet(null);
    if (result != null) {
      result.file().release();
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
