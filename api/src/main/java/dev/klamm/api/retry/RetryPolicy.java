package dev.klamm.api.retry;

import dev.klamm.api.error.KafkaException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides after a failed try whether there is to be another, and how long to wait before it.
 *
 * <p>A policy only answers: it never sleeps, reads no clock and keeps no count, since the caller
 * tells it all. It must answer at once, must not throw, and must be safe for use by several
 * threads. Clients still obey their own time limits ({@code delivery.timeout.ms}, {@code
 * default.api.timeout.ms}): a policy can only end the tries sooner.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RetryPolicy {
  /**
   * What to do after a try has failed.
   *
   * @param attempt how many tries there have been, the first included: 1 or more
   * @param error what the last try failed with
   * @param elapsed the time since the first try began; not negative
   * @return how long to wait before the next try (zero or more), or empty to stop and report the
   *     error
   */
  Optional<Duration> nextDelay(int attempt, KafkaException error, Duration elapsed);

  /** Never tries again. */
  static RetryPolicy none() {
    return (attempt, error, elapsed) -> Optional.empty();
  }

  /**
   * Waits the same time before each try, as long as the error is retriable.
   *
   * @param delay zero or more
   * @param maxAttempts the most tries, the first included: 1 or more
   * @throws IllegalArgumentException if an argument is out of its range
   */
  static RetryPolicy fixed(Duration delay, int maxAttempts) {
    return exponential(() -> 0L)
        .initialDelay(delay)
        .maxDelay(delay)
        .jitter(0)
        .maxAttempts(maxAttempts)
        .build();
  }

  /**
   * Begins a policy that waits longer from try to try, as long as the error is retriable. Without
   * further calls it waits 100 ms, 200 ms and so on up to 1 s, each spread by a fifth, and sets no
   * end: Kafka's own defaults.
   *
   * @param random where the spread comes from; the policy may ask it from several threads at once
   */
  static ExponentialRetryBuilder exponential(RandomGenerator random) {
    return new ExponentialRetryBuilder(random);
  }
}
