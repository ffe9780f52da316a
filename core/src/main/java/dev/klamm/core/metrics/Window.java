package dev.klamm.core.metrics;

/**
 * Turns a count that only grows into a rate, with no work until it is asked: remembers what the
 * count was when it was asked before, and compares with the value of about a minute ago.
 */
final class Window {

  private static final int SAMPLES = 16;
  private static final long NANOS_BETWEEN = 4_000_000_000L;
  private static final double SECOND = 1e9;

  private final long[] counts = new long[SAMPLES];
  private final long[] times = new long[SAMPLES];
  private int newest = -1;
  private int size;

  synchronized double perSecond(long nowNanos, long count) {
    if (size == 0) {
      keep(nowNanos, count);
      return 0;
    }
    int oldest = Math.floorMod(newest - size + 1, SAMPLES);
    double elapsed = (nowNanos - times[oldest]) / SECOND;
    double rate = elapsed <= 0 ? 0 : (count - counts[oldest]) / elapsed;
    if (nowNanos - times[newest] >= NANOS_BETWEEN) {
      keep(nowNanos, count);
    }
    return rate;
  }

  private void keep(long nowNanos, long count) {
    newest = (newest + 1) % SAMPLES;
    counts[newest] = count;
    times[newest] = nowNanos;
    size = Math.min(size + 1, SAMPLES);
  }
}
