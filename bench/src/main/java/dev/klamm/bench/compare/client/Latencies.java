package dev.klamm.bench.compare.client;

import java.util.Arrays;
import java.util.Locale;

/** Latencies by the number of their record, and their percentiles. */
final class Latencies {

  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] nanos;

  Latencies(int records) {
    nanos = new long[records];
  }

  void set(int record, long latency) {
    nanos[record] = latency;
  }

  /** Prints median and 99th percentile, in milliseconds, of the records from one on. */
  void print(String name, int from) {
    print(name, from, nanos.length);
  }

  /** The same of the records from one on and before another. */
  void print(String name, int from, int to) {
    long[] counted = Arrays.copyOfRange(nanos, from, to);
    Arrays.sort(counted);
    System.out.printf(Locale.ROOT, "%s.p50 %.4f%n", name, percentile(counted, 0.5));
    System.out.printf(Locale.ROOT, "%s.p99 %.4f%n", name, percentile(counted, 0.99));
  }

  private static double percentile(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))]
        / NANOS_PER_MILLI;
  }
}
