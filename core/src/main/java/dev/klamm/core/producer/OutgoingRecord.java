package dev.klamm.core.producer;

import dev.klamm.api.error.ConfigException;
import dev.klamm.api.producer.Callback;
import dev.klamm.api.producer.Partitioner;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.record.Header;
import dev.klamm.core.record.RecordBatchBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A record between serializing and batch, which is as long as one call, unless its topic is unknown
 * yet. It is the future its sender holds, so that a record costs one object; once it is in a batch,
 * it lets go of all that the batch has.
 */
final class OutgoingRecord extends RecordFuture {

  private static final ProducerRecord<?, ?> PLACED = new ProducerRecord<>("placed", null);
  private static final Header[] NONE = {};

  private final Partitioner partitioner;
  private ProducerRecord<?, ?> record;
  private byte @Nullable [] key;
  private byte @Nullable [] value;
  private Header[] headers;

  /**
   * @param key of the record, serialized
   * @param value likewise
   */
  OutgoingRecord(
      ProducerRecord<?, ?> record,
      byte @Nullable [] key,
      byte @Nullable [] value,
      long timestamp,
      Partitioner partitioner,
      @Nullable Callback callback) {
    super(callback, timestamp, sizeOf(key), sizeOf(value));
    this.record = record;
    this.key = key;
    this.value = value;
    this.headers = record.headers().toArray();
    this.partitioner = partitioner;
  }

  private static int sizeOf(byte @Nullable [] bytes) {
    return bytes == null ? -1 : bytes.length;
  }

  String topic() {
    return record.topic();
  }

  byte @Nullable [] key() {
    return key;
  }

  byte @Nullable [] value() {
    return value;
  }

  Header[] headers() {
    return headers;
  }

  /** Whether it may go to any partition that the partitioner chooses. */
  boolean isFree() {
    return record.partition() == null;
  }

  /** The most bytes it takes in a batch. */
  int estimatedSize() {
    return RecordBatchBuilder.maxRecordSize(key, value, headers);
  }

  /**
   * The partition it goes to, which may not be there yet if the record names it.
   *
   * @throws ConfigException if the partitioner chooses one that is not there
   */
  int choosePartition(TopicQueues.View view) {
    Integer wanted = record.partition();
    if (wanted != null) {
      return wanted;
    }
    int chosen =
        partitioner.partition(record.topic(), record.key(), key, record.value(), value, view);
    if (chosen < 0 || chosen >= view.count()) {
      throw new ConfigException(
          "%s chose partition %d of topic %s, which has the partitions 0 to %d"
              .formatted(partitioner.getClass().getName(), chosen, topic(), view.count() - 1));
    }
    return chosen;
  }

  /** It is in a batch: from here on it is just a future. */
  void placed() {
    record = PLACED;
    key = null;
    value = null;
    headers = NONE;
  }

  /** This record while it waits for its topic. */
  Waiting waiting(RecordAccumulator to, TopicQueues queues, int reserved, long deadlineNanos) {
    return new Waiting(this, to, queues, reserved, deadlineNanos);
  }

  /**
   * A record that waits for its topic.
   *
   * @param reserved what it takes of {@code buffer.memory} meanwhile
   */
  record Waiting(
      OutgoingRecord record,
      RecordAccumulator accumulator,
      TopicQueues queues,
      int reserved,
      long deadlineNanos)
      implements TopicQueues.Parked {

    @Override
    public RecordFuture future() {
      return record;
    }

    @Override
    public boolean place(TopicQueues.View view) {
      return accumulator.placeParked(queues, view, record);
    }
  }
}
