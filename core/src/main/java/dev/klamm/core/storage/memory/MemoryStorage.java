package dev.klamm.core.storage.memory;

import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageCapability;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.api.storage.StoreLockedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Storage in the heap of this process: {@code memory}. It takes what memory its logs need, and
 * gives it back as they are trimmed or dropped.
 */
public final class MemoryStorage implements StorageBackend {

  private final @Nullable Remains remains;

  private MemoryStorage(@Nullable Remains remains) {
    this.remains = remains;
  }

  /** Each opening is a new, empty store, and closing it is the end of what it held. */
  public static MemoryStorage volatileStore() {
    return new MemoryStorage(null);
  }

  /**
   * One store that can be closed and opened again for as long as this object lives, so that a
   * broker can be restarted on it: a clean close keeps everything, an abort what was made durable
   * at {@link Durability#OS} or {@link Durability#SYNC}.
   *
   * <p>Commits become durable when asked for, within {@link LogStore#makeDurable}, and the listener
   * is told there. Until synced, a commit costs the memory to undo it.
   */
  public static MemoryStorage surviving() {
    return surviving(CrashPoint.PROCESS_KILLED);
  }

  /** Like {@link #surviving()}, with a say in how much an abort loses. */
  public static MemoryStorage surviving(CrashPoint crashPoint) {
    return new MemoryStorage(new Remains(crashPoint));
  }

  @Override
  public String name() {
    return MemoryStorageProvider.NAME;
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return remains == null ? Set.of(StorageCapability.VOLATILE) : Set.of();
  }

  @Override
  public Durability strongestDurability() {
    return remains == null ? Durability.NONE : Durability.SYNC;
  }

  @Override
  public LogStore open(StorageContext context) {
    return remains == null
        ? new MemoryLogStore(0, Contents.empty(), Persistence.NONE)
        : remains.open(context);
  }

  /** What is left between one opening and the next. */
  private static final class Remains {

    private final CrashPoint crashPoint;
    private Contents contents = Contents.empty();
    private int openings;
    private boolean open;

    Remains(CrashPoint crashPoint) {
      this.crashPoint = crashPoint;
    }

    synchronized LogStore open(StorageContext context) {
      if (open) {
        throw new StoreLockedException("this memory storage is open: close that store first");
      }
      open = true;
      Survival survival = new Survival(context.listener(), crashPoint, this::take);
      return new MemoryLogStore(openings++, contents, survival);
    }

    private synchronized void take(Contents left) {
      contents = left;
      open = false;
    }
  }
}
