package dev.klamm.testkit.simulation;

/**
 * What holds of a broker at all times.
 *
 * @since 0.1
 */
public enum BrokerInvariant {
  /** Start offset <= last stable offset <= high watermark <= end offset. */
  OFFSETS_ORDERED,
  /** While a broker lives, none of them falls; nor does the high watermark by a restart. */
  OFFSETS_FORWARD,
  /** Offsets follow on each other without a gap, as long as nothing was compacted. */
  OFFSETS_DENSE,
  /** What is there after a restart is what was there before it, as far as it was durable. */
  SAME_AFTER_RESTART
}
