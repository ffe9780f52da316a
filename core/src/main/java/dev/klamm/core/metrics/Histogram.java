package dev.klamm.core.metrics;

import dev.klamm.api.metrics.MetricName;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How values from 0 upwards are distributed, to an eighth of their size: numbers below 8 each have
 * a bucket, and every power of two above has eight.
 *
 * <pre>
 *   0 1 2 ... 7 | 8 9 ... 15 | 16-17 18-19 ... 30-31 | 32-35 ... 60-63 | ...
 * </pre>
 *
 * Any thread may record, and any read: what is read may lack values that are being recorded.
 */
public final class Histogram implements Instrument {

  private static final int SUB_BITS = 3;
  private static final int SUB = 1 << SUB_BITS;
  private static final int BUCKETS = (Long.SIZE - SUB_BITS) * SUB;

  private final MetricName name;
  private final double unit;
  private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);
  private final LongAdder sum = new LongAdder();
  private final LongAccumulator max = new LongAccumulator(Math::max, 0);

  Histogram(MetricName name, double unit) {
    this.name = name;
    this.unit = unit;
  }

  /** What a recorded value is to be multiplied by to be in the unit that the name speaks of. */
  public double unit() {
    return unit;
  }

  @Override
  public MetricName name() {
    return name;
  }

  /** Records a value; one below 0 counts as 0. */
  public void record(long value) {
    long kept = Math.max(0, value);
    buckets.getAndIncrement(bucket(kept));
    sum.add(kept);
    max.accumulate(kept);
  }

  /** All that was recorded until now. */
  public Distribution distribution() {
    long[] counts = new long[BUCKETS];
    long count = 0;
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = buckets.get(i);
      count += counts[i];
    }
    return new Distribution(counts, count, sum.sum(), max.get());
  }

  static int bucket(long value) {
    if (value < SUB) {
      return (int) value;
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
    int within = (int) (value >>> (exponent - SUB_BITS)) & (SUB - 1);
    return (exponent - SUB_BITS + 1) * SUB + within;
  }

  /** The largest value of a bucket. */
  static long upperBound(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int shift = bucket / SUB - 1;
    return ((long) (SUB + bucket % SUB + 1) << shift) - 1;
  }

  /** What was recorded up to some moment. Immutable. */
  public static final class Distribution {
    private final long[] counts;
    private final long count;
    private final long sum;
    private final long max;

    Distribution(long[] counts, long count, long sum, long max) {
      this.counts = counts;
      this.count = count;
      this.sum = sum;
      this.max = max;
    }

    public long count() {
      return count;
    }

    public long sum() {
      return sum;
    }

    /** 0 when nothing was recorded. */
    public long max() {
      return max;
    }

    /** {@link Double#NaN} when nothing was recorded. */
    public double mean() {
      return count == 0 ? Double.NaN : (double) sum / count;
    }

    /**
     * The value that a part of all values do not exceed, an eighth too large at most.
     *
     * @param part from 0 to 1
     */
    public long quantile(double part) {
      long wanted = Math.max(1, (long) Math.ceil(part * count));
      long seen = 0;
      for (int i = 0; i < counts.length; i++) {
        seen += counts[i];
        if (seen >= wanted) {
          return Math.min(upperBound(i), max);
        }
      }
      return max;
    }
  }
}
