package dev.klamm.testkit.simulation;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * An event loop of the simulation: its tasks keep their order, and interleave with those of other
 * loops as chance has it.
 *
 * @since 0.1
 */
public final class SimulatedLoop implements EventLoop {

  /**
   * The longest that a task waits for its loop: what scheduling costs on a real machine, now and
   * then.
   */
  private static final long MAX_WAIT_NANOS = 20_000;

  private final Simulation simulation;
  private final String name;
  private final RandomGenerator random;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private long lastTaskAt;
  private long pausedUntil;
  private boolean running;
  private boolean dead;

  SimulatedLoop(Simulation simulation, String name, RandomGenerator random) {
    this.simulation = simulation;
    this.name = name;
    this.random = random;
  }

  @Override
  public void execute(Runnable task) {
    if (dead) {
      return;
    }
    long soon = Math.max(pausedUntil, simulation.now()) + random.nextLong(MAX_WAIT_NANOS);
    lastTaskAt = Math.max(lastTaskAt, soon);
    tasks.add(task);
    simulation.at(lastTaskAt, name, this::runNext);
  }

  /** Which of the events it is does not matter: the tasks are in order. */
  private void runNext() {
    if (simulation.now() < pausedUntil) {
      simulation.at(pausedUntil, name, this::runNext);
      return;
    }
    Runnable task = tasks.poll();
    if (task != null) {
      run(task);
    }
  }

  @Override
  public Cancellable schedule(long delayNanos, Runnable task) {
    // Delays of centuries mean never, and must not run past the end of time.
    long delay = Math.min(Math.max(0, delayNanos), Long.MAX_VALUE / 4);
    return new Timer(task, simulation.now() + delay);
  }

  @Override
  public boolean inEventLoop() {
    return running;
  }

  @Override
  public Clock clock() {
    return simulation.clock();
  }

  /**
   * A {@link SimulatedThread} waits while the simulation goes on; on the simulation's own thread,
   * the next event runs within this call.
   */
  @Override
  public boolean letOthersRun(long atMostNanos) {
    SimulatedThread thread = SimulatedThread.current();
    if (thread != null) {
      thread.dozeAtMost(atMostNanos);
    } else if (!simulation.step()) {
      throw new IllegalStateException(name + " waits for something that will never happen");
    }
    return true;
  }

  /** Runs something at once, as if it were a task of this loop. */
  public void runNow(Runnable task) {
    run(task);
  }

  /** Stands still for a while, as a process does whose memory is being collected. */
  public void pause(Duration time) {
    pausedUntil = Math.max(pausedUntil, simulation.now() + time.toNanos());
    simulation.trace(name, "stands still for " + time.toMillis() + " ms");
  }

  /** No task of this loop runs any more: its process is dead. */
  public void kill() {
    dead = true;
    tasks.clear();
  }

  boolean isDead() {
    return dead;
  }

  private void run(Runnable task) {
    if (dead) {
      return;
    }
    boolean nested = running;
    running = true;
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      simulation.fail(e);
    } finally {
      running = nested;
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private final class Timer implements Cancellable {

    private final Runnable task;
    private Simulation.Event event;

    Timer(Runnable task, long at) {
      this.task = task;
      this.event = simulation.at(at, name, this::fire);
    }

    private void fire() {
      if (simulation.now() < pausedUntil) {
        event = simulation.at(pausedUntil, name, this::fire);
      } else {
        run(task);
      }
    }

    @Override
    public void cancel() {
      event.cancel();
    }
  }
}
