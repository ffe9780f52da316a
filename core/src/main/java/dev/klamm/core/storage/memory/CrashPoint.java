package dev.klamm.core.storage.memory;

/**
 * Decides how much a surviving {@link MemoryStorage} remembers of a store that was aborted.
 *
 * @see MemoryStorage#surviving(CrashPoint)
 */
@FunctionalInterface
public interface CrashPoint {

  /** The process was killed: all is kept that reached the operating system. */
  CrashPoint PROCESS_KILLED = (synced, written, committed) -> written;

  /** The power went: only what was synced is kept. */
  CrashPoint POWER_CUT = (synced, written, committed) -> synced;

  /**
   * The number of the last commit that is kept.
   *
   * @param synced the last commit durable at {@link dev.klamm.api.storage.Durability#SYNC}
   * @param written the last commit durable at {@link dev.klamm.api.storage.Durability#OS}
   * @param committed the last commit
   * @return {@code synced} to {@code committed}; below {@code written} stands for more than the
   *     death of a process
   */
  long lastKept(long synced, long written, long committed);
}
