package dev.klamm.testkit.simulation;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import java.util.random.RandomGenerator;

/**
 * An event loop of the simulation: its tasks keep their order, and interleave with those of other
 * loops as chance has it.
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
  private long lastTaskAt;
  private boolean running;
  private boolean dead;

  SimulatedLoop(Simulation simulation, String name, RandomGenerator random) {
    this.simulation = simulation;
    this.name = name;
    this.random = random;
  }

  @Override
  public void execute(Runnable task) {
    lastTaskAt = Math.max(lastTaskAt, simulation.now() + random.nextLong(MAX_WAIT_NANOS));
    simulation.at(lastTaskAt, name, () -> run(task));
  }

  @Override
  public Cancellable schedule(long delayNanos, Runnable task) {
    // Delays of centuries mean never, and must not run past the end of time.
    long delay = Math.min(Math.max(0, delayNanos), Long.MAX_VALUE / 4);
    return simulation.at(simulation.now() + delay, name, () -> run(task))::cancel;
  }

  @Override
  public boolean inEventLoop() {
    return running;
  }

  @Override
  public Clock clock() {
    return simulation.clock();
  }

  /** Runs something at once, as if it were a task of this loop. */
  public void runNow(Runnable task) {
    run(task);
  }

  /** No task of this loop runs any more: its process is dead. */
  public void kill() {
    dead = true;
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
}
