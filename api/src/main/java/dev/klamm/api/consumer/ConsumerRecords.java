package dev.klamm.api.consumer;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * What one {@code poll} gave: a list of records for each partition that had some. Cannot be
 * changed.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1
 */
public final class ConsumerRecords<K, V> implements Iterable<ConsumerRecord<K, V>> {
  private static final ConsumerRecords<Object, Object> NONE =
      new ConsumerRecords<>(Map.of(), Map.of());

  private final Map<TopicPartition, List<ConsumerRecord<K, V>>> records;
  private final Map<TopicPartition, OffsetAndMetadata> nextOffsets;
  private final int count;

  /**
   * Takes over the map and its lists, which must not be changed any more.
   *
   * @param nextOffsets the positions behind these records
   */
  public ConsumerRecords(
      Map<TopicPartition, List<ConsumerRecord<K, V>>> records,
      Map<TopicPartition, OffsetAndMetadata> nextOffsets) {
    this.records = Collections.unmodifiableMap(records);
    this.nextOffsets = Collections.unmodifiableMap(nextOffsets);
    this.count = count(records);
  }

  private static <R> int count(Map<TopicPartition, List<R>> records) {
    int count = 0;
    for (List<R> list : records.values()) {
      count += list.size();
    }
    return count;
  }

  @SuppressWarnings("unchecked") // there is nothing in it
  public static <K, V> ConsumerRecords<K, V> empty() {
    return (ConsumerRecords<K, V>) NONE;
  }

  /** The records of a partition, in the order of their offsets; perhaps none. */
  public List<ConsumerRecord<K, V>> records(TopicPartition partition) {
    return Collections.unmodifiableList(records.getOrDefault(partition, List.of()));
  }

  /** The records of all partitions of a topic, one partition after the other. */
  public Iterable<ConsumerRecord<K, V>> records(String topic) {
    Map<TopicPartition, List<ConsumerRecord<K, V>>> ofTopic = new LinkedHashMap<>(records);
    ofTopic.keySet().removeIf(partition -> !partition.topic().equals(topic));
    return () -> new Concatenation<>(ofTopic.values().iterator());
  }

  /** The partitions that have records here. */
  public Set<TopicPartition> partitions() {
    return records.keySet();
  }

  /** For each partition that the poll moved, the offset to commit for what is here. */
  public Map<TopicPartition, OffsetAndMetadata> nextOffsets() {
    return nextOffsets;
  }

  /** How many records there are in all partitions together. */
  public int count() {
    return count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** All records, one partition after the other, each in the order of its offsets. */
  @Override
  public Iterator<ConsumerRecord<K, V>> iterator() {
    return new Concatenation<>(records.values().iterator());
  }

  @Override
  public String toString() {
    return "ConsumerRecords(count = " + count + ", partitions = " + records.keySet() + ")";
  }

  private static final class Concatenation<R> implements Iterator<R> {
    private final Iterator<List<R>> lists;
    private List<R> list = List.of();
    private int next;

    Concatenation(Iterator<List<R>> lists) {
      this.lists = lists;
    }

    @Override
    public boolean hasNext() {
      while (next == list.size() && lists.hasNext()) {
        list = lists.next();
        next = 0;
      }
      return next < list.size();
    }

    @Override
    public R next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return list.get(next++);
    }
  }
}
