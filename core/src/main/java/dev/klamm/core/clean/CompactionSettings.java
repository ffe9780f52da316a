package dev.klamm.core.clean;

/**
 * How a topic is compacted, by Kafka's keys. Times in milliseconds.
 *
 * @param minDirtyRatio {@code min.cleanable.dirty.ratio}: how much of what is clean or may be
 *     compacted must be dirty
 * @param minLagMs {@code min.compaction.lag.ms}: how long records stay uncompacted at least
 * @param maxLagMs {@code max.compaction.lag.ms}: after how long they are compacted whatever the
 *     ratio says
 * @param deleteRetentionMs {@code delete.retention.ms}: how long tombstones and the ends of
 *     transactions stay, from the first pass that found nothing older of their kind
 * @param segmentBytes {@code segment.bytes}: the active part is never larger
 * @param segmentMs {@code segment.ms}: nor does it span more time
 */
public record CompactionSettings(
    double minDirtyRatio,
    long minLagMs,
    long maxLagMs,
    long deleteRetentionMs,
    int segmentBytes,
    long segmentMs) {

  /** Kafka's defaults. */
  public static final CompactionSettings DEFAULT =
      new CompactionSettings(0.5, 0, Long.MAX_VALUE, 86_400_000L, 1 << 30, 604_800_000L);
}
