package dev.klamm.core.net;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** A loop and a clock that only move when a test says so, on the test's thread. */
public final class ManualLoop implements EventLoop, Clock {
  private record Timer(long at, long order, Runnable task) {}

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
  private long now = 1_000_000_000L;
  private long order;
  private boolean running;

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public Cancellable schedule(long delayNanos, Runnable task) {
    Timer timer = new Timer(now + Math.max(0, delayNanos), order++, task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  /** Runs all that is due now. */
  public void run() {
    running = true;
    while (true) {
      Timer due = timers.peek();
      if (!tasks.isEmpty()) {
        tasks.remove().run();
      } else if (due != null && due.at <= now) {
        timers.remove().task.run();
      } else {
        running = false;
        return;
      }
    }
  }

  /** Lets time pass, and runs each thing at its time. */
  public void advance(long ms) {
    long end = now + TimeUnit.MILLISECONDS.toNanos(ms);
    run();
    for (Timer next = timers.peek(); next != null && next.at <= end; next = timers.peek()) {
      now = Math.max(now, next.at);
      run();
    }
    now = end;
  }

  @Override
  public boolean inEventLoop() {
    return running;
  }

  @Override
  public Clock clock() {
    return this;
  }

  @Override
  public long wallMillis() {
    return 1_700_000_000_000L + TimeUnit.NANOSECONDS.toMillis(now);
  }

  @Override
  public long nanos() {
    return now;
  }
}
