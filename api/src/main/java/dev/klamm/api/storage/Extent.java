package dev.klamm.api.storage;

/**
 * A run of whole batches of one log.
 *
 * @param startOffset of the first batch
 * @param endOffset exclusive
 * @param sizeInBytes of all its batches
 * @param maxTimestamp the largest of its batches, or -1 when none has a timestamp
 * @since 0.1
 */
public record Extent(long startOffset, long endOffset, long sizeInBytes, long maxTimestamp) {}
