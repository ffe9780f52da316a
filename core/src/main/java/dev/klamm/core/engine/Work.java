package dev.klamm.core.engine;

/**
 * Something for the engine to do: look at state, change it, add to the tick's batch, ask to be told
 * when that is durable.
 *
 * <p>Runs on the engine, so it may touch all of the broker's state without a lock; it must not
 * block. Work runs in the order it was submitted.
 */
@FunctionalInterface
public interface Work {

  void run(Tick tick);

  /**
   * Called in place of {@link #run} when the engine has failed or was stopped, with the reason;
   * also on the engine. Whoever waits for this work must be answered here.
   */
  default void refuse(RuntimeException cause) {}
}
