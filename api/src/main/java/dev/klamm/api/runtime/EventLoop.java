package dev.klamm.api.runtime;

import java.util.concurrent.Executor;

/**
 * One logical thread: tasks given to a loop run one after another, never two at once, and each sees
 * what the one before it wrote. A loop may be a thread of its own, a transport's I/O thread, or a
 * simulator that steps many loops on one thread.
 *
 * <p>Tasks must not block. A task that throws is reported to the loop's owner and does not end the
 * loop.
 *
 * @since 0.1
 */
public interface EventLoop extends Executor {

  /**
   * Queues a task behind those already queued, also when called on the loop itself: it never runs
   * inside this call. Tasks of one caller keep their order.
   *
   * @throws java.util.concurrent.RejectedExecutionException after the loop was shut down
   */
  @Override
  void execute(Runnable task);

  /**
   * Queues a task once {@code delayNanos} nanoseconds of {@link #clock()} have passed; zero or less
   * means as soon as possible.
   *
   * @throws java.util.concurrent.RejectedExecutionException after the loop was shut down
   */
  Cancellable schedule(long delayNanos, Runnable task);

  /** Whether the caller is a task of this loop. */
  boolean inEventLoop();

  /** The clock that {@link #schedule} goes by. */
  Clock clock();

  /**
   * Asked by a thread, not one of this loop's tasks, before it waits for something that happens on
   * this loop. A loop with a thread of its own says no, and the caller waits in its own way. A loop
   * that is stepped, as in a simulation, lets others run instead; the caller then looks again for
   * what it waits for.
   *
   * @param atMostNanos how long the caller has, by {@link #clock()}; more than 0
   * @return whether others ran
   */
  default boolean letOthersRun(long atMostNanos) {
    return false;
  }
}
