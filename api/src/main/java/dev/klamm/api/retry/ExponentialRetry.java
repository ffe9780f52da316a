package dev.klamm.api.retry;

import dev.klamm.api.error.KafkaException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The wait after try n is initialDelay * multiplier^(n-1), spread by the jitter, at most maxDelay.
 */
record ExponentialRetry(
    RandomGenerator random,
    Duration initialDelay,
    Duration maxDelay,
    double multiplier,
    double jitter,
    int maxAttempts,
    Duration maxElapsed)
    implements RetryPolicy {

  @Override
  public Optional<Duration> nextDelay(int attempt, KafkaException error, Duration elapsed) {
    if (!error.isRetriable() || attempt >= maxAttempts) {
      return Optional.empty();
    }
    Duration delay = delayAfter(attempt);
    return elapsed.plus(delay).compareTo(maxElapsed) > 0 ? Optional.empty() : Optional.of(delay);
  }

  private Duration delayAfter(int attempt) {
    double nanos = toNanos(initialDelay) * Math.pow(multiplier, Math.max(0, attempt - 1));
    double spread = 1 - jitter + 2 * jitter * random.nextDouble();
    // a double above the range of long becomes Long.MAX_VALUE, so the limit still holds
    return Duration.ofNanos((long) Math.min(nanos * spread, toNanos(maxDelay)));
  }

  private static double toNanos(Duration duration) {
    return duration.getSeconds() * 1e9 + duration.getNano();
  }
}
