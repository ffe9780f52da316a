package dev.klamm.core.broker;

import dev.klamm.api.record.TimestampType;

/**
 * The settings of a topic that the broker acts on, defaults included. Times in milliseconds, sizes
 * in bytes, -1 for no limit where Kafka has it so.
 */
public record TopicSettings(
    int maxMessageBytes,
    TimestampType timestampType,
    long timestampBeforeMaxMs,
    long timestampAfterMaxMs,
    boolean delete,
    boolean compact,
    long retentionMs,
    long retentionBytes,
    String compressionType) {}
