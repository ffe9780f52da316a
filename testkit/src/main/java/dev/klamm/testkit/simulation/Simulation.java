package dev.klamm.testkit.simulation;

import dev.klamm.api.runtime.Clock;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
 *
 * <p>What happens leaves a trace: every event is mixed into a checksum, and what is worth reading
 * is written as a line if somebody {@linkplain #traceTo listens}. The same seed gives the same
 * lines, byte for byte, in every virtual machine.
 *
 * @since 0.1
 */
public final class Simulation {

  /** An arbitrary moment to begin at: 2026-01-01T00:00:00Z. */
  private static final long START_MILLIS = 1_767_225_600_000L;

  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final long seed;
  private final SplittableRandom random;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final SimulatedClock clock = new SimulatedClock();
  private final CRC32C trace = new CRC32C();
  private @Nullable Consumer<String> listener;
  private @Nullable Runnable afterEachStep;
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

  /** Gives all lines of the trace from now on to somebody. */
  public void traceTo(Consumer<String> reader) {
    listener = reader;
  }

  /** Runs something after each step: for what must hold at all times. It may throw. */
  public void afterEachStep(Runnable check) {
    afterEachStep = check;
  }

  /** Writes something that was observed into the trace. */
  public void trace(String who, String observed) {
    mix(who);
    mix(observed);
    tell(who, observed);
  }

  /**
   * The same for what costs something to put into words: its words are asked for only if somebody
   * reads them.
   *
   * @param digest stands for it in the checksum
   */
  void trace(String who, long digest, Object observed) {
    mix(who);
    mixNumber(digest);
    if (listener != null) {
      tell(who, observed.toString());
    }
  }

  private void tell(String who, String observed) {
    if (listener != null) {
      long micros = clock.nanos / NANOS_PER_MICRO;
      listener.accept(
          "%6d %4d.%06d %-12s %s"
              .formatted(
                  steps, micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND, who, observed));
    }
  }

  /** Runs something after a delay of virtual time, outside of all loops. */
  public void after(Duration delay, Runnable action) {
    at(clock.nanos + delay.toNanos(), "world", action);
  }

  /** Runs the next event; false when there is none. */
  public boolean step() {
    Event next = events.poll();
    while (next != null && next.cancelled) {
      next = events.poll();
    }
    if (next == null) {
      return false;
    }
    clock.nanos = Math.max(clock.nanos, next.atNanos);
    steps++;
    mix(next.owner);
    mixNumber(clock.nanos);
    run(next.action);
    return true;
  }

  private void run(Runnable action) {
    action.run();
    if (failure == null && afterEachStep != null) {
      afterEachStep.run();
    }
    if (failure != null) {
      throw new AssertionError(
          "the simulation of seed " + seed + " failed after " + steps + " steps", failure);
    }
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
    runUntil(() -> clock.nanos >= end, time);
  }

  Event at(long atNanos, String owner, Runnable action) {
    Event event = new Event(Math.max(atNanos, clock.nanos), created++, owner, action);
    events.add(event);
    return event;
  }

  long now() {
    return clock.nanos;
  }

  /** Ends the simulation with the step that runs now; the first failure counts. */
  public void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  private void mix(String observed) {
    for (int i = 0; i < observed.length(); i++) {
      trace.update(observed.charAt(i));
    }
  }

  private void mixNumber(long number) {
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      trace.update((int) (number >>> shift));
    }
  }

  /** Something that is going to happen, unless it is called off. */
  static final class Event implements Comparable<Event> {

    private final long atNanos;
    private final long order;
    private final String owner;
    private final Runnable action;
    private boolean cancelled;

    Event(long atNanos, long order, String owner, Runnable action) {
      this.atNanos = atNanos;
      this.order = order;
      this.owner = owner;
      this.action = action;
    }

    /** It stays in the queue until its time has come, which is cheaper than to look for it. */
    void cancel() {
      cancelled = true;
    }

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
