package dev.klamm.core.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.MpscLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue that owns no thread: runs its tasks one after another, in order, on whatever executor it
 * was given. Each task sees what the one before it wrote.
 *
 * <p>It takes one turn of the executor for up to {@value #TASKS_PER_TURN} tasks, then queues itself
 * again, so that many of these share an executor fairly. Any thread may call it. Once the executor
 * rejects a turn, this queue is finished too: tasks in it never run, later ones are rejected.
 */
public final class SerialExecutor implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);
  private static final int TASKS_PER_TURN = 64;

  private final Executor executor;
  private final MpscLinkedQueue<Runnable> tasks = new MpscLinkedQueue<>();

  /** Tasks not yet run. Who raises it from 0 asks for a turn. */
  private final AtomicInteger waiting = new AtomicInteger();

  private volatile boolean rejected;

  public SerialExecutor(Executor executor) {
    this.executor = executor;
  }

  /**
   * @throws RejectedExecutionException when the executor takes no more
   */
  @Override
  public void execute(Runnable task) {
    if (rejected) {
      throw new RejectedExecutionException("the executor under this queue takes no more tasks");
    }
    tasks.offer(task);
    if (waiting.getAndIncrement() == 0) {
      askForTurn();
    }
  }

  private void askForTurn() {
    try {
      executor.execute(this::takeTurn);
    } catch (RuntimeException e) {
      rejected = true;
      throw e;
    }
  }

  private void takeTurn() {
    int count = 0;
    while (count < TASKS_PER_TURN) {
      Runnable task = tasks.poll();
      if (task == null) {
        break;
      }
      runSafely(task);
      count++;
    }
    if (waiting.addAndGet(-count) > 0) {
      askForTurn();
    }
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.error("a queued task failed; the queue goes on", e);
    }
  }
}
