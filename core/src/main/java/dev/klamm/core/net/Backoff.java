package dev.klamm.core.net;

import java.util.random.RandomGenerator;

/**
 * How long to wait after failures: doubling from the first delay to the largest, each spread by a
 * fifth to either side so that clients which failed together do not come back together.
 *
 * @param firstMs after one failure
 * @param largestMs never more than this, before spreading
 */
public record Backoff(long firstMs, long largestMs) {
  private static final double SPREAD = 0.2;

  /** The delay after so many failures in a row; 0 for none. */
  public long delayMs(int failures, RandomGenerator random) {
    if (failures <= 0 || firstMs == 0) {
      return 0;
    }
    double plain = Math.min(largestMs, firstMs * Math.pow(2, failures - 1));
    return (long) (plain * (1 - SPREAD + 2 * SPREAD * random.nextDouble()));
  }
}
