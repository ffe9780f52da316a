package dev.klamm.testkit.simulation;

import dev.klamm.api.runtime.Clock;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The queue of all that is going to happen, in the order of a virtual clock.
 *
 * <pre>
 *   loops, timers, links --> events by (time, order of creation) --> step: the clock jumps to the next, and it runs
 * </pre>
 *
 * An event that throws ends the simulation: {@link #step} throws it, with the seed.
 */
public final class Simulation {

  /** An arbitrary moment to begin at: 2026-01-01T00:00:00Z. */
  private static final long START_MILLIS = 1_767_225_600_000L;

  private final long seed;
  private final SplittableRandom random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final SimulatedClock clock = new SimulatedClock();
  private final CRC32C trace = new CRC32C();
  private long created;
  private long steps;
  private @Nullable Throwable failure;

  /**
   * @param seed decides everything
   */
  public Simulation(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  public long seed() {
    return seed;
  }

  /** The virtual clock. */
  public Clock clock() {
    return clock;
  }

  /** A generator of its own, whose numbers follow from the seed and from when it was asked for. */
  public RandomGenerator newRandom() {
    return random.split();
  }

  /** A new loop. */
  public SimulatedLoop newLoop(String name) {
    return new SimulatedLoop(this, name, newRandom());
  }

  /** Events run so far. */
  public long steps() {
    return steps;
  }

  /** A checksum over all events so far: two runs that differ anywhere differ here. */
  public long traceChecksum() {
    return trace.getValue();
  }

  /** Mixes something that was observed into the trace. */
  public void trace(String observed) {
    for (int i = 0; i < observed.length(); i++) {
      trace.update(observed.charAt(i));
    }
  }

  /** Runs something after a delay of virtual time, outside of all loops. */
  public void after(Duration delay, Runnable action) {
    at(clock.nanos + delay.toNanos(), "world", action);
  }

  /** Runs the next event; false when there is none. */
  public boolean step() {
    Event next = events.poll();
    if (next == null) {
      return false;
    }
    clock.nanos = Math.max(clock.nanos, next.atNanos);
    steps++;
    trace(next.owner);
    traceNumber(clock.nanos);
    next.action.run();
    if (failure != null) {
      throw new AssertionError(
          "the simulation of seed " + seed + " failed after " + steps + " steps", failure);
    }
    return true;
  }

  /** Runs events until a condition holds; false when it does not after some virtual time. */
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    long end = clock.nanos + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (clock.nanos > end || !step()) {
        return false;
      }
    }
    return true;
  }

  /** Runs all events of some virtual time. */
  public void runFor(Duration time) {
    long end = clock.nanos + time.toNanos();
    after(time, () -> {});
    while (clock.nanos < end && step()) {
      Thread.onSpinWait();
    }
  }

  SimulatedEvent at(long atNanos, String owner, Runnable action) {
    Event event = new Event(Math.max(atNanos, clock.nanos), created++, owner, action);
    events.add(event);
    return () -> events.remove(event);
  }

  long now() {
    return clock.nanos;
  }

  /** The first failure counts. */
  void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  private void traceNumber(long number) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      trace.update((int) (number >>> shift));
    }
  }

  /** An event that can be called off. */
  interface SimulatedEvent {
    void cancel();
  }

  private record Event(long atNanos, long order, String owner, Runnable action)
      implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private static final class SimulatedClock implements Clock {

    private long nanos;

    @Override
    public long wallMillis() {
      return START_MILLIS + nanos / 1_000_000;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }
}
