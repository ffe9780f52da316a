package dev.klamm.testkit.simulation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A thread of an application in a simulation, for code that waits: polls with a time-out, commits
 * in the foreground, transactions. It is a real thread that runs only while the simulation stands
 * still, so that there is one thread at work at any time, and who that is follows from the seed.
 *
 * <p>What it may wait for are calls of our clients, {@link #sleep} and {@link #await}; waiting in
 * any other way stops the whole simulation.
 *
 * @since 0.1
 */
public final class SimulatedThread {

  /** How long it takes at most until a thread sees that what it waited for has come. */
  private static final long MAX_DOZE_NANOS = 1_000_000;

  private static final ThreadLocal<SimulatedThread> CURRENT = new ThreadLocal<>();

  private final Simulation simulation;
  private final String name;
  private final RandomGenerator random;
  private final Semaphore turn = new Semaphore(0);
  private final Semaphore back = new Semaphore(0);
  private final Thread thread;
  private boolean killed;
  private boolean done;

  private SimulatedThread(Simulation simulation, String name, Runnable body) {
    this.simulation = simulation;
    this.name = name;
    this.random = simulation.newRandom();
    this.thread = new Thread(() -> run(body), name);
    this.thread.setDaemon(true);
  }

  /** Starts a thread. Its end, and what it throws, is the simulation's affair. */
  public static SimulatedThread start(Simulation simulation, String name, Runnable body) {
    SimulatedThread started = new SimulatedThread(simulation, name, body);
    started.thread.start();
    simulation.at(simulation.now(), name, started::resume);
    return started;
  }

  /** The one that calls, if it is one. */
  static @Nullable SimulatedThread current() {
    return CURRENT.get();
  }

  private void run(Runnable body) {
    CURRENT.set(this);
    turn.acquireUninterruptibly();
    try {
      if (!killed) {
        body.run();
      }
    } catch (Killed e) {
      simulation.trace(name, "is killed");
    } catch (RuntimeException | Error e) {
      simulation.fail(e);
    } finally {
      done = true;
      back.release();
    }
  }

  private void resume() {
    if (!done) {
      turn.release();
      back.acquireUninterruptibly();
    }
  }

  /** Lets the simulation go on for a while. On this thread only. */
  void doze(long nanos) {
    simulation.at(simulation.now() + nanos, name, this::resume);
    back.release();
    turn.acquireUninterruptibly();
    if (killed) {
      throw new Killed();
    }
  }

  void dozeAtMost(long nanos) {
    doze(1 + Math.min(nanos, random.nextLong(MAX_DOZE_NANOS)));
  }

  /** Ends it where it waits: nothing more of its code runs, other than what is in finally. */
  public void kill() {
    if (!done) {
      killed = true;
      resume();
    }
  }

  /** Whether its code has come to its end, or was killed. */
  public boolean isDone() {
    return done;
  }

  /** Waits for some virtual time; to be called by a simulated thread. */
  public static void sleep(long millis) {
    require().doze(millis * 1_000_000);
  }

  /** Waits for a future; to be called by a simulated thread. Throws what it failed with. */
  public static <T> T await(CompletableFuture<T> future) {
    SimulatedThread thread = require();
    while (!future.isDone()) {
      thread.dozeAtMost(MAX_DOZE_NANOS);
    }
    return future.join();
  }

  private static SimulatedThread require() {
    SimulatedThread current = current();
    if (current == null) {
      throw new IllegalStateException(
          "thread '" + Thread.currentThread().getName() + "' is not one of the simulation");
    }
    return current;
  }

  /** Unwinds a thread that was killed. Not an exception, so that nobody handles it. */
  private static final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }
}
