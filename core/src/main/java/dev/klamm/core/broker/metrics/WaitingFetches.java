package dev.klamm.core.broker.metrics;

import java.util.concurrent.atomic.LongAdder;

/** How many fetches wait for records. Any thread. */
public final class WaitingFetches {

  private final LongAdder count = new LongAdder();

  public void begin() {
    count.increment();
  }

  public void end() {
    count.decrement();
  }

  long count() {
    return count.sum();
  }
}
