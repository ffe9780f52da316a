package dev.klamm.core.log;

/**
 * How a producer's transaction ends in a partition.
 *
 * @param epoch the producer's, as the marker carries it: whoever writes with an older one from then
 *     on is fenced
 * @param coordinatorEpoch of the coordinator that decided
 * @param raisesEpoch whether the epoch must be newer than the producer's (KIP-890), so that a
 *     marker that is late does not end the next transaction
 */
public record TransactionEnd(
    long producerId, short epoch, boolean committed, int coordinatorEpoch, boolean raisesEpoch) {}
