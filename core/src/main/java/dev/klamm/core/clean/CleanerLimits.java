package dev.klamm.core.clean;

/**
 * What compaction may take of the machine, by Kafka's keys.
 *
 * @param dedupeBufferBytes {@code log.cleaner.dedupe.buffer.size}: memory for offsets of keys;
 *     taken as far as a pass needs it
 * @param loadFactor {@code log.cleaner.io.buffer.load.factor}: how full that memory may become
 * @param ioBufferBytes {@code log.cleaner.io.buffer.size}: how much is read at once
 * @param maxBytesPerSecond {@code log.cleaner.io.max.bytes.per.second}, of reading and writing
 */
public record CleanerLimits(
    long dedupeBufferBytes, double loadFactor, int ioBufferBytes, double maxBytesPerSecond) {

  /** Kafka's defaults. */
  public static final CleanerLimits DEFAULT =
      new CleanerLimits(128 << 20, 0.9, 512 << 10, Double.MAX_VALUE);
}
