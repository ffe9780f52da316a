package dev.klamm.core.broker.cluster;

import dev.klamm.core.clean.CompactionSettings;
import dev.klamm.core.record.BatchRules;

/**
 * The settings of a topic that the broker acts on, defaults included. Times in milliseconds, sizes
 * in bytes, -1 for no limit.
 *
 * @param rules what batches must be like
 * @param delete whether {@code cleanup.policy} has {@code delete}
 * @param compact whether it has {@code compact}
 * @param retentionMs {@code retention.ms}
 * @param retentionBytes {@code retention.bytes}, of each partition
 * @param minInsyncReplicas {@code min.insync.replicas}; more than 1 is never there
 * @param compaction how it is compacted, if it is
 */
public record TopicSettings(
    BatchRules rules,
    boolean delete,
    boolean compact,
    long retentionMs,
    long retentionBytes,
    int minInsyncReplicas,
    CompactionSettings compaction) {}
