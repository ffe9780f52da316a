package dev.klamm.core.log;

/**
 * What a producer wrote last to a partition.
 *
 * @param epoch its newest
 * @param lastBatch the base offset of its last batch of that epoch, or {@link #NO_BATCH} when there
 *     is only a marker
 */
public record ProducerEnd(short epoch, long lastBatch) {

  public static final long NO_BATCH = -1;
}
