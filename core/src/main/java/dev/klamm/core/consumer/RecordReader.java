package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerRecords;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records one by one. Knows which of what it polled were read, so that commits do not run ahead
 * of the reader. One thread reads; any may ask {@link #firstUnread}.
 */
final class RecordReader<K, V> implements Iterator<ConsumerRecord<K, V>> {

  /** What one poll gave, and how far the reader is. */
  private static final class Batch<K, V> {
    final List<ConsumerRecord<K, V>> records;
    volatile int next;

    Batch(List<ConsumerRecord<K, V>> records) {
      this.records = records;
    }
  }

  private final Function<Boolean, @Nullable ConsumerRecords<K, V>> poll;
  private volatile Batch<K, V> batch = new Batch<>(List.of());
  private volatile boolean handedOut;

  /**
   * @param poll waits for records if it is told to, else gives none when there are none; null when
   *     the consumer is closed
   */
  RecordReader(Function<Boolean, @Nullable ConsumerRecords<K, V>> poll) {
    this.poll = poll;
  }

  @Override
  public boolean hasNext() {
    return advance(true);
  }

  /** Whether there is a record, now or, if it may wait, once there is; false also at the end. */
  boolean advance(boolean wait) {
    handedOut = false;
    while (batch.next >= batch.records.size()) {
      ConsumerRecords<K, V> polled = poll.apply(wait);
      if (polled == null || (polled.isEmpty() && !wait)) {
        return false;
      }
      List<ConsumerRecord<K, V>> records = new ArrayList<>(polled.count());
      polled.forEach(records::add);
      batch = new Batch<>(records);
    }
    return true;
  }

  @Override
  public ConsumerRecord<K, V> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the consumer is closed");
    }
    Batch<K, V> now = batch;
    ConsumerRecord<K, V> record = now.records.get(now.next);
    handedOut = true;
    now.next = now.next + 1;
    return record;
  }

  /**
   * The first offset of this partition that was polled and is not read, or null.
   *
   * @param automatically whether the record handed out last counts as not read yet, as it may still
   *     be worked on
   */
  @Nullable Long firstUnread(TopicPartition partition, boolean automatically) {
    Batch<K, V> now = batch;
    int from = now.next - (automatically && handedOut ? 1 : 0);
    for (int i = Math.max(0, from); i < now.records.size(); i++) {
      ConsumerRecord<K, V> record = now.records.get(i);
      if (record.partition() == partition.partition() && record.topic().equals(partition.topic())) {
        return record.offset();
      }
    }
    return null;
  }
}
