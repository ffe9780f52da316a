package dev.klamm.core.group;

import java.time.Duration;

/**
 * What can be set about groups, under Kafka's names and defaults.
 *
 * @param minSessionTimeoutMs group.min.session.timeout.ms
 * @param maxSessionTimeoutMs group.max.session.timeout.ms
 * @param maxSize group.max.size
 * @param initialRebalanceDelayMs group.initial.rebalance.delay.ms
 * @param offsetMetadataMaxBytes offset.metadata.max.bytes
 * @param offsetsRetentionMs offsets.retention.minutes
 * @param offsetsRetentionCheckIntervalMs offsets.retention.check.interval.ms
 * @param consumer what holds for groups by the consumer protocol
 */
public record GroupSettings(
    int minSessionTimeoutMs,
    int maxSessionTimeoutMs,
    int maxSize,
    int initialRebalanceDelayMs,
    int offsetMetadataMaxBytes,
    long offsetsRetentionMs,
    long offsetsRetentionCheckIntervalMs,
    ConsumerGroupSettings consumer) {

  /** With Kafka's defaults for groups by the consumer protocol. */
  public GroupSettings(
      int minSessionTimeoutMs,
      int maxSessionTimeoutMs,
      int maxSize,
      int initialRebalanceDelayMs,
      int offsetMetadataMaxBytes,
      long offsetsRetentionMs,
      long offsetsRetentionCheckIntervalMs) {
    this(
        minSessionTimeoutMs,
        maxSessionTimeoutMs,
        maxSize,
        initialRebalanceDelayMs,
        offsetMetadataMaxBytes,
        offsetsRetentionMs,
        offsetsRetentionCheckIntervalMs,
        ConsumerGroupSettings.defaults());
  }

  public static GroupSettings defaults() {
    return new GroupSettings(
        6_000,
        1_800_000,
        Integer.MAX_VALUE,
        3_000,
        4_096,
        Duration.ofDays(7).toMillis(),
        Duration.ofMinutes(10).toMillis());
  }

  public GroupSettings withInitialRebalanceDelayMs(int delayMs) {
    return new GroupSettings(
        minSessionTimeoutMs,
        maxSessionTimeoutMs,
        maxSize,
        delayMs,
        offsetMetadataMaxBytes,
        offsetsRetentionMs,
        offsetsRetentionCheckIntervalMs,
        consumer);
  }

  public GroupSettings withMaxSize(int size) {
    return new GroupSettings(
        minSessionTimeoutMs,
        maxSessionTimeoutMs,
        size,
        initialRebalanceDelayMs,
        offsetMetadataMaxBytes,
        offsetsRetentionMs,
        offsetsRetentionCheckIntervalMs,
        consumer);
  }

  public GroupSettings withConsumer(ConsumerGroupSettings settings) {
    return new GroupSettings(
        minSessionTimeoutMs,
        maxSessionTimeoutMs,
        maxSize,
        initialRebalanceDelayMs,
        offsetMetadataMaxBytes,
        offsetsRetentionMs,
        offsetsRetentionCheckIntervalMs,
        settings);
  }
}
