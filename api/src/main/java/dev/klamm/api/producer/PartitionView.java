package dev.klamm.api.producer;

/**
 * A topic's partitions, as a {@link Partitioner} sees them.
 *
 * @since 0.1
 */
public interface PartitionView {
  /** How many partitions the topic has: 1 or more. They are numbered from 0. */
  int count();

  /** How many of them have a leader that can be written to: from 0 to {@link #count()}. */
  int availableCount();

  /**
   * The number of an available partition.
   *
   * @param index from 0 to {@code availableCount() - 1}; lower indexes stand for lower numbers
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  int available(int index);

  /**
   * The partition that the producer now fills with records that may go anywhere.
   *
   * <p>The producer keeps one such partition a topic and leaves it for another, drawn at random
   * among the available ones, once it has put {@code batch.size} bytes there: so batches are full,
   * and over time all partitions get the same share (KIP-794). A partitioner that returns this
   * number needs no state of its own, and its record counts towards those bytes.
   */
  int sticky();
}
