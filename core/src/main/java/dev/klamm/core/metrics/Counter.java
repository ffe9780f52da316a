package dev.klamm.core.metrics;

import dev.klamm.api.metrics.MetricName;
import java.util.concurrent.atomic.LongAdder;

/** Counts upwards. Any thread may add, and any read. */
public final class Counter implements Instrument {

  private final MetricName name;
  private final LongAdder count = new LongAdder();
  private final Window window = new Window();

  Counter(MetricName name) {
    this.name = name;
  }

  @Override
  public MetricName name() {
    return name;
  }

  public void increment() {
    count.increment();
  }

  public void add(long more) {
    count.add(more);
  }

  /** All since the start. */
  public long count() {
    return count.sum();
  }

  /**
   * How many a second, over about the last minute, or over the time since it was asked before if
   * that is longer.
   */
  public double perSecond(long nowNanos) {
    return window.perSecond(nowNanos, count.sum());
  }
}
