package dev.klamm.api.storage;

import java.util.Collection;

/**
 * An open store: logs and keys under one sequence of commits. The package page states the contract.
 *
 * @since 0.1
 */
public interface LogStore extends AutoCloseable {

  /**
   * Counts openings of this store: 0 when it was created, and higher by at least one each time it
   * is opened again, whatever happened in between. Partitions use it as their leader epoch.
   */
  int epoch();

  /**
   * The log of a partition; one that was never written, or was dropped, is empty and starts at 0.
   * Any thread.
   */
  PartitionLog log(LogId id);

  /** The logs that hold something or were trimmed, in no order; a snapshot. Any thread. */
  Collection<LogId> logs();

  /** The keys. Any thread. */
  KeyValues keyValues();

  /**
   * Accepts a batch whole: when this returns, reads see it. Writing may happen before it returns,
   * syncing never does. The buffers of the batch are no longer needed once this returns.
   *
   * @return the commit's number: 1 for the first after opening, then one higher each time
   * @throws OffsetMismatchException when an append's base offset is not that log's end; nothing of
   *     the batch took effect
   * @throws IllegalArgumentException when a trim or replacement goes beyond its log's end, or a
   *     replacement cuts a batch in two; nothing of the batch took effect, and the store goes on
   * @throws StaleEpochException when the store was taken over; terminal
   * @throws StorageException when the store failed, now or earlier, or is closed; terminal
   */
  long commit(Batch batch);

  /**
   * Asks that all commits up to {@code commit} become durable at {@code level}, soon; returns at
   * once. Whether they have is told by {@link #durableUpTo} and by the {@link CommitListener}. A
   * level beyond {@link StorageBackend#strongestDurability()} counts as that one.
   */
  void makeDurable(Durability level, long commit);

  /**
   * The number of the last commit that is durable at a level, 0 for none since opening; it never
   * falls. For {@link Durability#NONE} it is the last commit accepted. What was found at opening is
   * durable at the strongest level. A level beyond the strongest counts as that one. Any thread.
   */
  long durableUpTo(Durability level);

  /** Closes, flushing all commits. Same as {@code close(CloseMode.CLEAN)}. */
  @Override
  default void close() {
    close(CloseMode.CLEAN);
  }

  /**
   * Ends the store: no thread, handle or lock of it remains, other than those that open views need.
   * Idempotent.
   *
   * @throws StorageException when a clean close could not make everything durable; it is closed all
   *     the same
   */
  void close(CloseMode mode);
}
