package dev.klamm.api.error;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.record.Headers;
import dev.klamm.api.record.TimestampType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A record was read but its key or value could not be turned into an object. The consumer's
 * position is still at this record: seek to {@link #offset()} + 1 to skip it, or keep its bytes
 * elsewhere first.
 *
 * @since 0.1
 */
public final class RecordDeserializationException extends SerializationException {
  private static final long serialVersionUID = 1L;

  /** Which half of the record could not be read. */
  public enum DeserializationExceptionOrigin {
    KEY,
    VALUE
  }

  private final DeserializationExceptionOrigin origin;
  private final TopicPartition partition;
  private final long offset;
  private final long timestamp;
  private final TimestampType timestampType;
  private final transient @Nullable ByteBuffer key;
  private final transient @Nullable ByteBuffer value;
  private final transient @Nullable Headers headers;

  public RecordDeserializationException(
      DeserializationExceptionOrigin origin,
      TopicPartition partition,
      long offset,
      long timestamp,
      TimestampType timestampType,
      @Nullable ByteBuffer key,
      @Nullable ByteBuffer value,
      Headers headers,
      String message,
      @Nullable Throwable cause) {
    super(message, cause);
    this.origin = origin;
    this.partition = partition;
    this.offset = offset;
    this.timestamp = timestamp;
    this.timestampType = timestampType;
    this.key = key;
    this.value = value;
    this.headers = headers;
  }

  public DeserializationExceptionOrigin origin() {
    return origin;
  }

  public TopicPartition topicPartition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /** In milliseconds since 1970; see {@link #timestampType()}. */
  public long timestamp() {
    return timestamp;
  }

  public TimestampType timestampType() {
    return timestampType;
  }

  /**
   * The key's bytes, or null if the record has none. Not kept when this exception is serialized.
   */
  public @Nullable ByteBuffer keyBuffer() {
    return key;
  }

  /**
   * The value's bytes, or null if the record has none. Not kept when this exception is serialized.
   */
  public @Nullable ByteBuffer valueBuffer() {
    return value;
  }

  /** The record's headers. Null only after this exception was serialized. */
  public @Nullable Headers headers() {
    return headers;
  }
}
