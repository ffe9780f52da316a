package dev.klamm.api.retry;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Builds a policy that waits longer from try to try. Not safe for use by several threads; what it
 * builds is.
 *
 * @since 0.1
 */
public final class ExponentialRetryBuilder {
  private final RandomGenerator random;
  private Duration initialDelay = Duration.ofMillis(100);
  private Duration maxDelay = Duration.ofSeconds(1);
  private double multiplier = 2;
  private double jitter = 0.2;
  private int maxAttempts = Integer.MAX_VALUE;
  private Duration maxElapsed = Duration.ofNanos(Long.MAX_VALUE);

  ExponentialRetryBuilder(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
  }

  /** How long to wait after the first try, before the spread; zero or more. */
  public ExponentialRetryBuilder initialDelay(Duration delay) {
    initialDelay = requireNotNegative("initialDelay", delay);
    return this;
  }

  /** The longest wait; no spread goes beyond it. Zero or more. */
  public ExponentialRetryBuilder maxDelay(Duration delay) {
    maxDelay = requireNotNegative("maxDelay", delay);
    return this;
  }

  /** By how much each wait is longer than the one before; 1 or more. */
  public ExponentialRetryBuilder multiplier(double factor) {
    multiplier = requireRange("multiplier", factor, 1, 1000);
    return this;
  }

  /** The spread: 0.2 means from 80% to 120% of the wait. From 0 to 1. */
  public ExponentialRetryBuilder jitter(double share) {
    jitter = requireRange("jitter", share, 0, 1);
    return this;
  }

  /** The most tries, the first included; 1 or more. */
  public ExponentialRetryBuilder maxAttempts(int attempts) {
    maxAttempts = (int) requireRange("maxAttempts", attempts, 1, Integer.MAX_VALUE);
    return this;
  }

  /** No try begins later than this after the first; zero or more. */
  public ExponentialRetryBuilder maxElapsed(Duration elapsed) {
    maxElapsed = requireNotNegative("maxElapsed", elapsed);
    return this;
  }

  /** A delay that begins above the greatest one is cut down to it. */
  public RetryPolicy build() {
    return new ExponentialRetry(
        random, initialDelay, maxDelay, multiplier, jitter, maxAttempts, maxElapsed);
  }

  private static Duration requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + ", but must not be negative");
    }
    return value;
  }

  private static double requireRange(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", but must be from " + least + " to " + most);
    }
    return value;
  }
}
