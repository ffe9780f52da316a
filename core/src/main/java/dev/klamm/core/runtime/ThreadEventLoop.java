package dev.klamm.core.runtime;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.core.runtime.TimerHeap.Timer;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop with a thread of its own, which parks while there is nothing to do.
 *
 * <p>Handing in a task costs one enqueue, and a wake-up only when the thread is parked. After
 * {@link #shutdown} new tasks are rejected, those already queued still run, and timers are dropped.
 * Every task that was not rejected runs exactly once.
 */
public final class ThreadEventLoop implements EventLoop, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadEventLoop.class);

  /** Tasks run between two looks at the timers. */
  private static final int TASKS_PER_TURN = 256;

  private enum State {
    OPEN,
    /** Runs what is queued. */
    CLOSING,
    /** The thread is done. A task that slipped in late is run by the thread that handed it in. */
    ENDED
  }

  private final Clock clock;
  private final MessagePassingQueue<Runnable> tasks = new MpscUnboundedArrayQueue<>(256);
  private final TimerHeap timers = new TimerHeap();
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final Object lateTasksLock = new Object();
  private final Thread thread;

  /** Whose tasks these are: the thread, or for late tasks whoever runs them. */
  private volatile @Nullable Thread runner;

  private volatile boolean parked;

  private ThreadEventLoop(ThreadFactory threads, Clock clock) {
    this.clock = clock;
    this.thread = Objects.requireNonNull(threads.newThread(this::run), "no thread for the loop");
    this.runner = thread;
  }

  /** A running loop on one new thread of this factory. */
  public static ThreadEventLoop start(ThreadFactory threads, Clock clock) {
    ThreadEventLoop loop = new ThreadEventLoop(threads, clock);
    loop.thread.start();
    return loop;
  }

  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task, "task");
    if (state.get() != State.OPEN) {
      throw new RejectedExecutionException("event loop " + thread.getName() + " was shut down");
    }
    tasks.offer(task);
    if (parked) {
      wakeUp();
    }
    if (state.get() == State.ENDED) {
      runLateTasks();
    }
  }

  @Override
  public Cancellable schedule(long delayNanos, Runnable task) {
    Objects.requireNonNull(task, "task");
    ScheduledTask scheduled = new ScheduledTask(task);
    Timer timer = new Timer(deadline(delayNanos), scheduled);
    scheduled.timer = timer;
    if (!inEventLoop()) {
      execute(scheduled::addUnlessCancelled);
    } else if (state.get() == State.OPEN) {
      timers.add(timer);
    } else {
      throw new RejectedExecutionException("event loop " + thread.getName() + " was shut down");
    }
    return scheduled;
  }

  @Override
  public boolean inEventLoop() {
    return Thread.currentThread() == runner;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  /** Begins to end the loop, without waiting for it. Idempotent; any thread may call it. */
  public void shutdown() {
    if (state.compareAndSet(State.OPEN, State.CLOSING)) {
      wakeUp();
    }
  }

  /**
   * Ends the loop and waits until its thread is gone; called on the loop itself it does not wait.
   * Idempotent.
   */
  @Override
  public void close() {
    shutdown();
    if (inEventLoop()) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not so far away that two deadlines could no longer be compared by their difference. */
  private long deadline(long delayNanos) {
    return clock.nanos() + Math.max(0, Math.min(delayNanos, Long.MAX_VALUE / 2));
  }

  private void run() {
    while (state.get() == State.OPEN) {
      runDueTimers();
      if (runTasks() == 0) {
        parkUntilWork();
      }
    }
    while (runTasks() > 0) {
      // Tasks may have handed in more before the loop was shut down, never after.
      continue;
    }
    runner = null;
    state.set(State.ENDED);
    runLateTasks();
  }

  private void runDueTimers() {
    if (timers.isEmpty()) {
      return;
    }
    long now = clock.nanos();
    // Not more than there are now: a timer that sets itself again must not keep tasks waiting.
    for (int left = timers.size(); left > 0; left--) {
      Timer due = timers.pollDue(now);
      if (due == null) {
        return;
      }
      runSafely(due.task());
    }
  }

  private int runTasks() {
    int count = 0;
    while (count < TASKS_PER_TURN) {
      Runnable task = tasks.poll();
      if (task == null) {
        break;
      }
      runSafely(task);
      count++;
    }
    return count;
  }

  /**
   * The flag goes up before the last look at the queue, and others look at the flag after they
   * enqueued, so one of the two sees the other.
   */
  private void parkUntilWork() {
    parked = true;
    if (tasks.isEmpty() && state.get() == State.OPEN) {
      if (timers.isEmpty()) {
        LockSupport.park(this);
      } else {
        long nanos = timers.nanosToNext(clock.nanos());
        if (nanos > 0) {
          LockSupport.parkNanos(this, nanos);
        }
      }
      // An interrupt would make every later park return at once.
      Thread.interrupted();
    }
    parked = false;
  }

  private void wakeUp() {
    parked = false;
    LockSupport.unpark(thread);
  }

  private void runLateTasks() {
    synchronized (lateTasksLock) {
      Thread outer = runner;
      runner = Thread.currentThread();
      while (runTasks() > 0) {
        continue;
      }
      runner = outer;
    }
  }

  private void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.error("a task of event loop {} failed; the loop goes on", thread.getName(), e);
    }
  }

  /** A task that waits for its time, or was called off. */
  private final class ScheduledTask implements Runnable, Cancellable {

    private volatile @Nullable Runnable task;
    private @Nullable Timer timer;

    ScheduledTask(Runnable task) {
      this.task = task;
    }

    void addUnlessCancelled() {
      if (task != null && timer != null && state.get() == State.OPEN) {
        timers.add(timer);
      }
    }

    @Override
    public void run() {
      Runnable due = task;
      task = null;
      if (due != null) {
        due.run();
      }
    }

    @Override
    public void cancel() {
      if (task == null) {
        return;
      }
      task = null;
      if (inEventLoop()) {
        removeTimer();
      } else if (state.get() == State.OPEN) {
        removeLater();
      }
    }

    private void removeLater() {
      try {
        execute(this::removeTimer);
      } catch (RejectedExecutionException e) {
        LOG.trace("the loop has ended and its timers with it", e);
      }
    }

    private void removeTimer() {
      if (timer != null) {
        timers.remove(timer);
      }
    }
  }
}
