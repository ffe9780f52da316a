package dev.klamm.core.clean;

/**
 * What a pass is told.
 *
 * @param nowMs the wall clock as it begins
 * @param deleteRetentionMs {@code delete.retention.ms}
 * @param limits what it may take of the machine
 * @param throttle holds it to the rate among those
 */
public record PassFrame(
    long nowMs, long deleteRetentionMs, CleanerLimits limits, Throttle throttle) {

  /** When that which becomes deletable now may go. */
  long horizonMs() {
    return deleteRetentionMs > Long.MAX_VALUE - nowMs ? Long.MAX_VALUE : nowMs + deleteRetentionMs;
  }
}
