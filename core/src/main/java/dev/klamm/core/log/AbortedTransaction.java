package dev.klamm.core.log;

/**
 * A transaction whose records in a partition nobody who reads committed records may see.
 *
 * @param firstOffset of its first record
 * @param lastOffset of the marker that ended it
 */
public record AbortedTransaction(long producerId, long firstOffset, long lastOffset) {}
