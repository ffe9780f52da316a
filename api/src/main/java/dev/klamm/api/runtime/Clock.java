package dev.klamm.api.runtime;

/**
 * Where time comes from. Any thread may call it.
 *
 * @since 0.1
 */
public interface Clock {

  /**
   * Milliseconds since the epoch by the wall clock. It may jump in either direction, so it stamps
   * records and decides retention, and never orders events or measures how long something took.
   */
  long wallMillis();

  /**
   * Nanoseconds from an arbitrary origin, never falling: the only source for time-outs and
   * durations. Values of two clocks cannot be compared.
   */
  long nanos();

  /** The clock of this machine. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
