package dev.klamm.core.clean;

import dev.klamm.api.runtime.Clock;

/** Keeps work to a rate on average: tells after each piece how long to wait for the next. */
public final class Throttle {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long MAX_DELAY_NANOS = 60_000_000_000L;

  private final Clock clock;
  private long free;
  private boolean used;

  public Throttle(Clock clock) {
    this.clock = clock;
  }

  /** Takes account of some bytes; gives the nanoseconds to wait before there are more, or 0. */
  long delayNanos(long bytes, double bytesPerSecond) {
    long now = clock.nanos();
    if (!used || free - now < 0) {
      free = now;
      used = true;
    }
    double cost = bytes / bytesPerSecond * NANOS_PER_SECOND;
    free += (long) Math.min(cost, MAX_DELAY_NANOS);
    return free - now;
  }
}
