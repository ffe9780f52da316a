package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;

/**
 * Which transaction of a partition to abort.
 *
 * @param topicPartition the partition where it hangs
 * @param producerId whose transaction it is
 * @param producerEpoch which start of the producer
 * @param coordinatorEpoch the epoch of the coordinator that last decided about this producer; -1 or
 *     0 if none ever has
 * @since 0.1
 */
public record AbortTransactionSpec(
    TopicPartition topicPartition, long producerId, short producerEpoch, int coordinatorEpoch) {}
