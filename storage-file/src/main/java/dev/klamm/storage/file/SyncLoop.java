package dev.klamm.storage.file;

import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Forces the journal to disk on a thread of its own: one force for all commits that were written
 * when it began. The engine's thread reports what it wrote and which files it went on to.
 */
final class SyncLoop implements Runnable {

  private final Disk disk;
  private final Path directory;
  private final CommitListener listener;
  private final StoreFailure failure;
  private final long base;
  private final Queue<JournalFile> retired = new ConcurrentLinkedQueue<>();
  private final AtomicLong requested = new AtomicLong();

  private volatile JournalFile active;
  private volatile boolean newNames;
  private volatile long written;
  private volatile long synced;
  private volatile boolean idle;
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;

  /**
   * @param base the sequence of the last commit before this opening; it and all before it are on
   *     disk
   */
  SyncLoop(
      Disk disk,
      Path directory,
      CommitListener listener,
      StoreFailure failure,
      JournalFile active,
      long base) {
    this.disk = disk;
    this.directory = directory;
    this.listener = listener;
    this.failure = failure;
    this.active = active;
    this.base = base;
    this.written = base;
    this.synced = base;
  }

  /** The last sequence written. */
  long written() {
    return written;
  }

  /** The last sequence on disk. */
  long synced() {
    return synced;
  }

  /** Says that all up to a sequence is written. */
  void written(long sequence) {
    written = sequence;
  }

  /** Says that the journal goes on in another file; what is to be written there is not yet. */
  void rolled(JournalFile next, boolean nameIsNew) {
    retired.add(active);
    if (nameIsNew) {
      newNames = true;
    }
    active = next;
  }

  /** Asks for a sequence to be on disk. Any thread. */
  void request(long sequence) {
    requested.accumulateAndGet(sequence, Math::max);
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  void thread(Thread own) {
    thread = own;
  }

  /** Ends the loop; what it is forcing now may still become durable. */
  void stop() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    while (!stopping && failure.cause() == null) {
      if (isAsked()) {
        syncAndTell();
      } else {
        idle = true;
        if (!isAsked() && !stopping) {
          LockSupport.park(this);
        }
        idle = false;
        Thread.interrupted(); // an interrupt would make every park return at once
      }
    }
  }

  private boolean isAsked() {
    return Math.min(requested.get(), written) > synced;
  }

  /** Forces all that is written now, and says so; gives false when the store failed. Any thread. */
  synchronized boolean syncAndTell() {
    if (failure.cause() != null) {
      return false;
    }
    try {
      sync();
      listener.durable(Durability.SYNC, synced - base);
      return true;
    } catch (IOException e) {
      failure.fail(StoreFailure.of("sync the journal in", directory, e));
      return false;
    }
  }

  private void sync() throws IOException {
    long target = written;
    JournalFile current = active; // before the queue: what it replaces is queued by then
    if (newNames) {
      newNames = false;
      disk.forceDirectory(directory);
    }
    JournalFile old;
    while ((old = retired.peek()) != null) {
      if (!old.forced()) {
        old.io().force();
        old.forced(true);
      }
      retired.remove();
    }
    if (!current.forced()) {
      current.io().force();
    }
    synced = target;
  }
}
