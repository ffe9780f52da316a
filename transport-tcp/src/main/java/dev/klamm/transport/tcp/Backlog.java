package dev.klamm.transport.tcp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much is queued to be sent on a connection, and whether that is too much: it is from {@value
 * #HIGH} bytes on, until there are no more than {@value #LOW}. Any thread may call it.
 */
final class Backlog {

  private static final long HIGH = 1 << 20;
  private static final long LOW = HIGH / 2;

  /** Counted for each frame beside its bytes, so that empty ones are not free. */
  private static final int FRAME_OVERHEAD = 64;

  private final AtomicLong queued = new AtomicLong();
  private final AtomicBoolean tooMuch = new AtomicBoolean();

  static long costOf(int frameBytes) {
    return (long) frameBytes + FRAME_OVERHEAD;
  }

  boolean isTooMuch() {
    return tooMuch.get();
  }

  /**
   * @return true when it was too much and the caller must tell that it is over
   */
  boolean add(long cost) {
    if (queued.addAndGet(cost) < HIGH) {
      return false;
    }
    tooMuch.set(true);
    // It may have been sent in between, by someone who did not see the flag.
    return isOver();
  }

  /**
   * @return true when it was too much and the caller must tell that it is over
   */
  boolean subtract(long cost) {
    queued.addAndGet(-cost);
    return tooMuch.get() && isOver();
  }

  private boolean isOver() {
    return queued.get() <= LOW && tooMuch.compareAndSet(true, false);
  }
}
