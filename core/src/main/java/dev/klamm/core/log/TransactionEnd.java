package dev.klamm.core.log;

/**
 * How a producer's transaction ends in a partition.
 *
 * @param epoch the producer's, as the marker carries it: whoever writes with an older one from then
 *     on is fenced
 * @param coordinatorEpoch of the coordinator that decided
 */
public record TransactionEnd(
    long producerId, short epoch, boolean committed, int coordinatorEpoch) {}
