package dev.klamm.api.consumer;

/**
 * A regular expression in the syntax of RE2, by which the broker picks the topics of a group's
 * member. For {@link Consumer#subscribe(SubscriptionPattern)}, with {@code group.protocol=consumer}
 * only; a {@link java.util.regex.Pattern} is matched by the consumer itself instead.
 *
 * @param pattern matched against the whole name of a topic; not checked before the broker sees it
 * @since 0.1
 */
public record SubscriptionPattern(String pattern) {
  /** The expression alone. */
  @Override
  public String toString() {
    return pattern;
  }
}
