package dev.klamm.core.engine;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.Durability;

/** One turn of the engine, as its work sees it. Valid only during {@link Work#run}. */
public interface Tick {

  /** The batch that this tick will commit; all work of the tick adds to the same one. */
  Batch batch();

  /** The wall clock at the start of the tick, for stamping and retention. */
  long wallMillis();

  /** The monotonic clock at the start of the tick. */
  long nanos();

  /**
   * Runs something once all that this tick, or any before it, commits is durable at a level: at the
   * end of this tick at the earliest. What is registered first for a level runs first.
   */
  void whenDurable(Durability level, Completion completion);

  /**
   * Runs something right after this tick's commit was accepted or failed: buffers that the batch
   * refers to are free then.
   */
  void afterCommit(Runnable action);
}
