package dev.klamm.api.producer;

import dev.klamm.api.record.Header;
import dev.klamm.api.record.Headers;
import dev.klamm.api.record.RecordHeaders;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record to be sent: where to, when, key, value and headers.
 *
 * <p>Without a partition, the producer's {@link Partitioner} chooses one. Without a timestamp, it
 * is the time of sending. A null value deletes the key from a compacted topic.
 *
 * @param <K> the type of the key
 * @param <V> the type of the value
 * @since 0.1
 */
public final class ProducerRecord<K, V> {
  private final String topic;
  private final @Nullable Integer partition;
  private final Headers headers;
  private final @Nullable K key;
  private final @Nullable V value;
  private final @Nullable Long timestamp;

  /**
   * Builds a record with all of its parts. The headers are taken over one by one.
   *
   * @param timestamp in milliseconds since 1970, or null for the time of sending
   * @throws IllegalArgumentException if partition or timestamp is negative
   */
  public ProducerRecord(
      String topic,
      @Nullable Integer partition,
      @Nullable Long timestamp,
      @Nullable K key,
      @Nullable V value,
      @Nullable Iterable<Header> headers) {
    this.topic = Objects.requireNonNull(topic, "a record needs a topic");
    if (timestamp != null && timestamp < 0) {
      throw new IllegalArgumentException(
          "timestamp is " + timestamp + ", but must be 0 or more, or null");
    }
    if (partition != null && partition < 0) {
      throw new IllegalArgumentException(
          "partition is " + partition + ", but must be 0 or more, or null");
    }
    this.partition = partition;
    this.timestamp = timestamp;
    this.key = key;
    this.value = value;
    this.headers = new RecordHeaders(headers);
  }

  public ProducerRecord(
      String topic,
      @Nullable Integer partition,
      @Nullable Long timestamp,
      @Nullable K key,
      @Nullable V value) {
    this(topic, partition, timestamp, key, value, null);
  }

  public ProducerRecord(
      String topic,
      @Nullable Integer partition,
      @Nullable K key,
      @Nullable V value,
      @Nullable Iterable<Header> headers) {
    this(topic, partition, null, key, value, headers);
  }

  public ProducerRecord(
      String topic, @Nullable Integer partition, @Nullable K key, @Nullable V value) {
    this(topic, partition, null, key, value, null);
  }

  public ProducerRecord(String topic, @Nullable K key, @Nullable V value) {
    this(topic, null, null, key, value, null);
  }

  public ProducerRecord(String topic, @Nullable V value) {
    this(topic, null, null, null, value, null);
  }

  public String topic() {
    return topic;
  }

  /** The partition that the record must go to, or null if the partitioner is to choose. */
  public @Nullable Integer partition() {
    return partition;
  }

  /**
   * In milliseconds since 1970, or null for the time of sending. A topic with LogAppendTime
   * replaces it.
   */
  public @Nullable Long timestamp() {
    return timestamp;
  }

  public @Nullable K key() {
    return key;
  }

  public @Nullable V value() {
    return value;
  }

  /** The headers; they can be added to until the record is sent. */
  public Headers headers() {
    return headers;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProducerRecord<?, ?> that
        && topic.equals(that.topic)
        && Objects.equals(partition, that.partition)
        && Objects.equals(timestamp, that.timestamp)
        && Objects.equals(key, that.key)
        && Objects.equals(value, that.value)
        && headers.equals(that.headers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(topic, partition, timestamp, key, value, headers);
  }

  @Override
  public String toString() {
    return "ProducerRecord(topic=%s, partition=%s, headers=%s, key=%s, value=%s, timestamp=%s)"
        .formatted(topic, partition, headers, key, value, timestamp);
  }
}
