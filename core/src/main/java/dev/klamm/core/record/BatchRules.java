package dev.klamm.core.record;

import dev.klamm.api.record.TimestampType;

/**
 * What a topic demands of the batches that clients send to it.
 *
 * @param maxBatchBytes the largest batch, {@code max.message.bytes}
 * @param keysRequired whether every record needs a key, as in a compacted topic
 * @param timestampType {@code message.timestamp.type}
 * @param maxBeforeMs how far a record's timestamp may lie behind the broker's clock, {@code
 *     message.timestamp.before.max.ms}
 * @param maxAfterMs likewise ahead, {@code message.timestamp.after.max.ms}
 */
public record BatchRules(
    int maxBatchBytes,
    boolean keysRequired,
    TimestampType timestampType,
    long maxBeforeMs,
    long maxAfterMs) {

  /** Kafka's defaults for a topic. */
  public static final BatchRules DEFAULT =
      new BatchRules(1_048_588, false, TimestampType.CREATE_TIME, Long.MAX_VALUE, 3_600_000);
}
