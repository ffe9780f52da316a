package dev.klamm.api.consumer;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a consumer begins in a partition for which no valid offset is committed: {@code
 * auto.offset.reset}.
 *
 * @since 0.1
 */
public final class AutoOffsetReset {
  /** At the first record that the partition still has. */
  public static final AutoOffsetReset EARLIEST = new AutoOffsetReset(Strategy.EARLIEST, null);

  /** Behind the last record: only new records are read. Kafka's default, and ours. */
  public static final AutoOffsetReset LATEST = new AutoOffsetReset(Strategy.LATEST, null);

  /** Nowhere: {@code poll} throws {@link dev.klamm.api.error.InvalidOffsetException}. */
  public static final AutoOffsetReset NONE = new AutoOffsetReset(Strategy.NONE, null);

  private static final String BY_DURATION_PREFIX = "by_duration:";

  /** The kinds of resets. */
  public enum Strategy {
    EARLIEST,
    LATEST,
    NONE,
    BY_DURATION
  }

  private final Strategy strategy;
  private final @Nullable Duration duration;

  private AutoOffsetReset(Strategy strategy, @Nullable Duration duration) {
    this.strategy = strategy;
    this.duration = duration;
  }

  /**
   * At the first record that is not older than this, or behind the last one if there is none
   * (KIP-1106).
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public static AutoOffsetReset byDuration(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "the duration is " + duration + ", but must not be negative");
    }
    return new AutoOffsetReset(Strategy.BY_DURATION, duration);
  }

  /**
   * Reads {@code earliest}, {@code latest}, {@code none} or {@code by_duration:PnDTnHnMn.nS}, in
   * any case of letters.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static AutoOffsetReset parse(String text) {
    String lower = text.trim().toLowerCase(Locale.ROOT);
    if (lower.startsWith(BY_DURATION_PREFIX)) {
      return parseDuration(text, lower.substring(BY_DURATION_PREFIX.length()));
    }
    return switch (lower) {
      case "earliest" -> EARLIEST;
      case "latest" -> LATEST;
      case "none" -> NONE;
      default -> throw malformed(text, null);
    };
  }

  private static AutoOffsetReset parseDuration(String text, String duration) {
    try {
      return byDuration(Duration.parse(duration));
    } catch (DateTimeParseException e) {
      throw malformed(text, e);
    }
  }

  private static IllegalArgumentException malformed(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "'" + text + "' is none of earliest, latest, none and by_duration:PnDTnHnMn.nS", cause);
  }

  public Strategy strategy() {
    return strategy;
  }

  /** How far to go back; only for {@link Strategy#BY_DURATION}. */
  public Optional<Duration> duration() {
    return Optional.ofNullable(duration);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AutoOffsetReset that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return duration == null
        ? strategy.name().toLowerCase(Locale.ROOT)
        : BY_DURATION_PREFIX + duration;
  }
}
