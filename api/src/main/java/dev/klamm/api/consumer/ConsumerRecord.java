package dev.klamm.api.consumer;

import dev.klamm.api.record.Headers;
import dev.klamm.api.record.RecordHeaders;
import dev.klamm.api.record.TimestampType;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read: where it stood, when it was written, key, value and headers.
 *
 * @param <K> the type of the key
 * @param <V> the type of the value
 * @since 0.1
 */
public final class ConsumerRecord<K, V> {
  /** Stands for a timestamp that the record does not have. */
  public static final long NO_TIMESTAMP = -1;

  /** Stands for the size of a key or value that is null. */
  public static final int NULL_SIZE = -1;

  private final String topic;
  private final int partition;
  private final long offset;
  private final long timestamp;
  private final TimestampType timestampType;
  private final int serializedKeySize;
  private final int serializedValueSize;
  private final @Nullable K key;
  private final @Nullable V value;
  private final Optional<Integer> leaderEpoch;

  /** Null until someone asks, for a record without headers: most have none. */
  private @Nullable Headers headers;

  /** A record without timestamp, sizes and headers, for tests. */
  public ConsumerRecord(
      String topic, int partition, long offset, @Nullable K key, @Nullable V value) {
    this(
        topic,
        partition,
        offset,
        NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        NULL_SIZE,
        NULL_SIZE,
        key,
        value,
        null,
        Optional.empty());
  }

  /**
   * Builds a record with all of its parts.
   *
   * @param timestamp in milliseconds since 1970, or {@link #NO_TIMESTAMP}
   * @param serializedKeySize in bytes, or {@link #NULL_SIZE}
   * @param serializedValueSize in bytes, or {@link #NULL_SIZE}
   * @param headers the headers, or null for none
   * @param leaderEpoch the epoch of the leader that wrote the record, if it is known
   */
  public ConsumerRecord(
      String topic,
      int partition,
      long offset,
      long timestamp,
      TimestampType timestampType,
      int serializedKeySize,
      int serializedValueSize,
      @Nullable K key,
      @Nullable V value,
      @Nullable Headers headers,
      Optional<Integer> leaderEpoch) {
    this.topic = Objects.requireNonNull(topic, "topic");
    this.partition = partition;
    this.offset = offset;
    this.timestamp = timestamp;
    this.timestampType = timestampType;
    this.serializedKeySize = serializedKeySize;
    this.serializedValueSize = serializedValueSize;
    this.key = key;
    this.value = value;
    this.headers = headers;
    this.leaderEpoch = leaderEpoch;
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  /** The record's place in its partition. Offsets rise, but not always by one. */
  public long offset() {
    return offset;
  }

  /**
   * In milliseconds since 1970, or {@link #NO_TIMESTAMP}; {@link #timestampType} says whose clock
   * it is.
   */
  public long timestamp() {
    return timestamp;
  }

  public TimestampType timestampType() {
    return timestampType;
  }

  /** The key's bytes as sent; {@link #NULL_SIZE} for no key. */
  public int serializedKeySize() {
    return serializedKeySize;
  }

  /** The value's bytes as sent; {@link #NULL_SIZE} for no value. */
  public int serializedValueSize() {
    return serializedValueSize;
  }

  public @Nullable K key() {
    return key;
  }

  public @Nullable V value() {
    return value;
  }

  /** The headers, perhaps none. */
  public Headers headers() {
    Headers all = headers;
    if (all == null) {
      all = new RecordHeaders();
      headers = all;
    }
    return all;
  }

  /** The epoch of the leader that wrote the record, if it is known. */
  public Optional<Integer> leaderEpoch() {
    return leaderEpoch;
  }

  @Override
  public String toString() {
    return ("ConsumerRecord(topic = %s, partition = %d, leaderEpoch = %s, offset = %d, %s = %d, serialized key size = %d,"
            + " serialized value size = %d, headers = %s, key = %s, value = %s)")
        .formatted(
            topic,
            partition,
            leaderEpoch.orElse(null),
            offset,
            timestampType,
            timestamp,
            serializedKeySize,
            serializedValueSize,
            headers(),
            key,
            value);
  }
}
