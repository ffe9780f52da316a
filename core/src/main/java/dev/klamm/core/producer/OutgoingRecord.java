package dev.klamm.core.producer;

import dev.klamm.api.error.ConfigException;
import dev.klamm.api.producer.Partitioner;
import dev.klamm.api.record.Header;
import dev.klamm.core.record.RecordBatchBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A record between serializing and batch: it lives as long as one call, unless its topic is unknown
 * yet.
 *
 * @param partition where it must go, or null if the partitioner is to choose
 * @param keyObject the key before it was serialized, for the partitioner
 * @param valueObject likewise
 */
record OutgoingRecord(
    String topic,
    @Nullable Integer partition,
    Partitioner partitioner,
    @Nullable Object keyObject,
    byte @Nullable [] key,
    @Nullable Object valueObject,
    byte @Nullable [] value,
    Header[] headers,
    long timestamp,
    RecordFuture future) {

  /** Whether it may go to any partition that the partitioner chooses. */
  boolean isFree() {
    return partition == null;
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
    if (partition != null) {
      return partition;
    }
    int chosen = partitioner.partition(topic, keyObject, key, valueObject, value, view);
    if (chosen < 0 || chosen >= view.count()) {
      throw new ConfigException(
          "%s chose partition %d of topic %s, which has the partitions 0 to %d"
              .formatted(partitioner.getClass().getName(), chosen, topic, view.count() - 1));
    }
    return chosen;
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
      return record.future;
    }

    @Override
    public boolean place(TopicQueues.View view) {
      return accumulator.placeParked(queues, view, record);
    }
  }
}
