package dev.klamm.api.producer;

import dev.klamm.api.cluster.TopicPartition;

/**
 * Where a record that was sent has come to rest.
 *
 * @since 0.1
 */
public final class RecordMetadata {
  /** Stands for a partition that was not chosen before the record failed. */
  public static final int UNKNOWN_PARTITION = -1;

  private final TopicPartition topicPartition;
  private final long offset;
  private final long timestamp;
  private final int serializedKeySize;
  private final int serializedValueSize;

  /**
   * Describes a record by its batch and its place there.
   *
   * @param baseOffset the offset of the batch's first record, or -1 if it is not known
   * @param batchIndex the record's place in the batch, from 0
   * @param timestamp in milliseconds since 1970, or -1 if it is not known
   * @param serializedKeySize the key's bytes, or -1 for no key
   * @param serializedValueSize the value's bytes, or -1 for no value
   */
  public RecordMetadata(
      TopicPartition topicPartition,
      long baseOffset,
      int batchIndex,
      long timestamp,
      int serializedKeySize,
      int serializedValueSize) {
    this.topicPartition = topicPartition;
    this.offset = baseOffset == -1 ? -1 : baseOffset + batchIndex;
    this.timestamp = timestamp;
    this.serializedKeySize = serializedKeySize;
    this.serializedValueSize = serializedValueSize;
  }

  /** Whether the broker told the offset; it does not with {@code acks=0}. */
  public boolean hasOffset() {
    return offset != -1;
  }

  /** The record's offset in its partition, or -1 if it is not known. */
  public long offset() {
    return offset;
  }

  public boolean hasTimestamp() {
    return timestamp != -1;
  }

  /**
   * The timestamp as stored: the record's own, or the broker's for a topic with LogAppendTime; -1
   * if not known.
   */
  public long timestamp() {
    return timestamp;
  }

  /** In bytes; -1 for no key. */
  public int serializedKeySize() {
    return serializedKeySize;
  }

  /** In bytes; -1 for no value. */
  public int serializedValueSize() {
    return serializedValueSize;
  }

  public String topic() {
    return topicPartition.topic();
  }

  public int partition() {
    return topicPartition.partition();
  }

  /** {@code topic-partition@offset}. */
  @Override
  public String toString() {
    return topicPartition + "@" + offset;
  }
}
