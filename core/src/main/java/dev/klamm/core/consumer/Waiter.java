package dev.klamm.core.consumer;

import dev.klamm.api.error.InterruptException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.error.WakeupException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How threads of the application wait: for news, until a deadline, a wake-up, the end of the
 * consumer or an interrupt. No monitor is held meanwhile.
 */
final class Waiter {
  private final ConsumerCore core;
  private volatile boolean woken;
  private volatile boolean closing;
  private volatile @Nullable Thread closer;

  Waiter(ConsumerCore core) {
    this.core = core;
  }

  long deadline(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException(
          "a time-out of " + timeout + " is not allowed: 0 or more is");
    }
    long nanos;
    try {
      nanos = timeout.toNanos();
    } catch (ArithmeticException e) {
      nanos = Long.MAX_VALUE;
    }
    return core.now() + Math.min(nanos, Long.MAX_VALUE / 2);
  }

  long left(long deadlineNanos) {
    return deadlineNanos - core.now();
  }

  void wakeup() {
    woken = true;
    core.subscriptions.signal();
  }

  /**
   * Ends all waiting, now and later, but for the thread that closes: what listeners do on it as the
   * last thing, above all committing, shall still work.
   */
  void close() {
    closer = Thread.currentThread();
    closing = true;
    core.subscriptions.signal();
  }

  /** Ends that as well. */
  void closed() {
    closer = null;
  }

  boolean isClosing() {
    return closing;
  }

  void requireOpen() {
    if (closing && Thread.currentThread() != closer) {
      throw new IllegalStateException("this consumer is closed");
    }
  }

  void checkWakeup() {
    if (woken && !closing) {
      woken = false;
      throw new WakeupException();
    }
  }

  /** Waits for news after {@code seen}. */
  void awaitNews(long seen, long nanos) {
    if (core.runtime.loop().letOthersRun(nanos)) {
      return;
    }
    try {
      core.subscriptions.await(seen, nanos);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * The outcome's value.
   *
   * @param what for the message of a time-out
   */
  <T> T await(Outcome<T> outcome, long deadlineNanos, String what) {
    until(outcome::isDone, deadlineNanos, what);
    return outcome.get();
  }

  /**
   * As {@link #await}, when neither wake-up nor closing shall end it. Whether it is done in time.
   */
  boolean awaitCalmly(Outcome<?> outcome, long deadlineNanos) {
    while (!outcome.isDone()) {
      long seen = core.subscriptions.news();
      long left = left(deadlineNanos);
      if (outcome.isDone() || left <= 0) {
        return outcome.isDone();
      }
      awaitNews(seen, left);
    }
    return true;
  }

  void until(BooleanSupplier condition, long deadlineNanos, String what) {
    while (true) {
      long seen = core.subscriptions.news();
      if (condition.getAsBoolean()) {
        return;
      }
      requireOpen();
      checkWakeup();
      long left = left(deadlineNanos);
      if (left <= 0) {
        throw new TimeoutException(what + " took longer than allowed; it may be repeated");
      }
      awaitNews(seen, left);
    }
  }

  /** Throws the error that nobody was told of, if there is one. */
  void throwError() {
    KafkaException error = core.takeError();
    if (error != null) {
      throw error;
    }
  }

  /** Whether the lock was got in time. */
  boolean lock(ReentrantLock lock, long deadlineNanos) {
    try {
      return lock.tryLock() || lock.tryLock(Math.max(0, left(deadlineNanos)), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
