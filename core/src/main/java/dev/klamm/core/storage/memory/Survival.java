package dev.klamm.core.storage.memory;

import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets commits outlive a store as far as they were made durable. Remembers how to undo every commit
 * that is not, newest last.
 */
final class Survival implements Persistence {

  private final CommitListener listener;
  private final CrashPoint crashPoint;
  private final Consumer<Contents> heir;
  private final Deque<Change> changes = new ArrayDeque<>();
  private volatile long written;
  private volatile long synced;

  private record Change(long commit, Runnable undo) {}

  Survival(CommitListener listener, CrashPoint crashPoint, Consumer<Contents> heir) {
    this.listener = listener;
    this.crashPoint = crashPoint;
    this.heir = heir;
  }

  @Override
  public synchronized void logChanges(
      long commit, MemoryLogStore store, LogId id, LogState before) {
    changes.addLast(new Change(commit, () -> store.restore(id, before)));
  }

  @Override
  public synchronized void keyChanged(
      long commit, MemoryLogStore store, byte[] key, byte @Nullable [] before) {
    changes.addLast(new Change(commit, () -> store.keys().restore(key, before)));
  }

  @Override
  public void makeDurable(Durability level, long commit) {
    if (advance(level, commit)) {
      listener.durable(level == Durability.OS ? Durability.OS : Durability.SYNC, commit);
    }
  }

  private synchronized boolean advance(Durability level, long commit) {
    if (level == Durability.NONE || commit <= durableUpTo(level, commit)) {
      return false;
    }
    written = Math.max(written, commit);
    if (level != Durability.OS) {
      synced = commit;
      while (!changes.isEmpty() && changes.getFirst().commit <= commit) {
        changes.removeFirst();
      }
    }
    return true;
  }

  @Override
  public long durableUpTo(Durability level, long committed) {
    return switch (level) {
      case NONE -> committed;
      case OS -> written;
      case SYNC, SHARED -> synced;
    };
  }

  @Override
  public synchronized void closed(CloseMode mode, MemoryLogStore store, long committed) {
    long kept = mode == CloseMode.CLEAN ? committed : lastKept(committed);
    while (!changes.isEmpty() && changes.getLast().commit > kept) {
      changes.removeLast().undo.run();
    }
    heir.accept(store.contents());
    if (mode == CloseMode.CLEAN) {
      written = committed;
      synced = committed;
    }
  }

  private long lastKept(long committed) {
    long kept = crashPoint.lastKept(synced, written, committed);
    if (kept < synced || kept > committed) {
      throw new IllegalStateException(
          "crash point %d, allowed are %d to %d".formatted(kept, synced, committed));
    }
    return kept;
  }
}
