package dev.klamm.core.consumer;

import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.error.CorruptRecordException;
import dev.klamm.api.error.RecordDeserializationException;
import dev.klamm.api.error.RecordDeserializationException.DeserializationExceptionOrigin;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.Headers;
import dev.klamm.api.record.RecordHeaders;
import dev.klamm.api.record.TimestampType;
import dev.klamm.api.serde.ByteArrayDeserializer;
import dev.klamm.api.serde.Deserializer;
import dev.klamm.core.record.BatchHeader;
import dev.klamm.core.record.RecordCursor;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes records out of fetched batches, straight from the frame that they came in: per record one
 * object, and what the deserializers make.
 *
 * <p>Stops where it is told to and goes on there. After an exception it stands before the record or
 * batch that caused it, and {@link #position} says where that is. On the polling thread only.
 */
final class RecordDecoder<K, V> {
  /** How large the records of a batch may get when they are decompressed. */
  private static final int MAX_DECOMPRESSED_BYTES = 1 << 30;

  private static final RecordHeaders NO_HEADERS = readOnly();

  private final Deserializer<K> keys;
  private final Deserializer<V> values;
  private final boolean rawKeys;
  private final boolean rawValues;
  private final boolean sharesNoHeaders;
  private final boolean checkCrcs;
  private final boolean readCommitted;
  private final RecordCursor cursor;

  private @Nullable FetchedRecords current;
  private boolean atRecord;
  private long position;
  private int epoch = -1;
  private Optional<Integer> epochOfBatch = Optional.empty();
  private TimestampType timestampType = TimestampType.CREATE_TIME;
  private long lastOffset;
  private ByteBuffer view = ByteBuffer.allocate(0);

  RecordDecoder(
      Deserializer<K> keys,
      Deserializer<V> values,
      boolean checkCrcs,
      boolean readCommitted,
      Codecs codecs) {
    this.keys = keys;
    this.values = values;
    this.rawKeys = keys.getClass() == ByteArrayDeserializer.class;
    this.rawValues = values.getClass() == ByteArrayDeserializer.class;
    this.sharesNoHeaders = isOurs(keys) && isOurs(values);
    this.checkCrcs = checkCrcs;
    this.readCommitted = readCommitted;
    this.cursor = new RecordCursor(codecs, MAX_DECOMPRESSED_BYTES);
  }

  private static RecordHeaders readOnly() {
    RecordHeaders none = new RecordHeaders();
    none.setReadOnly();
    return none;
  }

  /** Ours leave headers alone; a stranger's may add some. */
  private static boolean isOurs(Deserializer<?> deserializer) {
    return deserializer.getClass().getPackage() == ByteArrayDeserializer.class.getPackage();
  }

  /** The offset after the last record that was made, or at the one that could not be. */
  long position() {
    return position;
  }

  /** The leader epoch of the batch before {@link #position}, or -1. */
  int epoch() {
    return epoch;
  }

  /**
   * Makes up to so many records, from this position on.
   *
   * @return whether there is more in it
   * @throws RecordDeserializationException when a key or value cannot be read
   * @throws CorruptRecordException when a batch cannot be read
   */
  boolean decode(FetchedRecords fetched, long from, int max, List<ConsumerRecord<K, V>> out) {
    if (current != fetched || position != from) {
      begin(fetched, from);
    }
    int limit = out.size() + max;
    while (out.size() < limit) {
      if (!fetched.inBatch && !nextBatch(fetched)) {
        current = null;
        return false;
      }
      if (fetched.inBatch) {
        decodeBatch(fetched, limit, out);
      }
    }
    return true;
  }

  private void begin(FetchedRecords fetched, long from) {
    current = fetched;
    position = from;
    epoch = fetched.state.positionEpoch;
    atRecord = false;
    if (fetched.inBatch) {
      // Something else was decoded in between; find the place in this batch again.
      open(fetched.batches.buffer(), fetched.batches.at());
    }
  }

  private boolean nextBatch(FetchedRecords fetched) {
    if (!fetched.retryBatch && !fetched.batches.next()) {
      return false;
    }
    ByteBuffer buffer = fetched.batches.buffer();
    int at = fetched.batches.at();
    long last = BatchFormat.lastOffset(buffer, at);
    if (last < position) {
      return true;
    }
    fetched.retryBatch = true;
    if (checkCrcs && !BatchHeader.crcMatches(buffer, at)) {
      throw unreadable(fetched, "its checksum is wrong", null);
    }
    boolean marker = BatchFormat.isControl(buffer, at);
    if (marker) {
      fetched.aborted.onMarker(buffer, at);
    }
    if (marker || isAborted(fetched, buffer, at)) {
      epoch = BatchFormat.partitionLeaderEpoch(buffer, at);
      position = last + 1;
    } else {
      try {
        open(buffer, at);
      } catch (CorruptRecordException e) {
        throw unreadable(fetched, e.getMessage(), e);
      }
      fetched.inBatch = true;
    }
    fetched.retryBatch = false;
    return true;
  }

  private boolean isAborted(FetchedRecords fetched, ByteBuffer buffer, int at) {
    return readCommitted && fetched.aborted.covers(buffer, at);
  }

  private void open(ByteBuffer buffer, int at) {
    cursor.open(buffer, at);
    atRecord = false;
    view = cursor.buffer().duplicate();
    epoch = BatchFormat.partitionLeaderEpoch(buffer, at);
    epochOfBatch = epoch < 0 ? Optional.empty() : Optional.of(epoch);
    timestampType =
        BatchHeader.isLogAppendTime(buffer, at)
            ? TimestampType.LOG_APPEND_TIME
            : TimestampType.CREATE_TIME;
    lastOffset = BatchFormat.lastOffset(buffer, at);
  }

  private void decodeBatch(FetchedRecords fetched, int limit, List<ConsumerRecord<K, V>> out) {
    String topic = fetched.state.partition.topic();
    int partition = fetched.state.partition.partition();
    while (out.size() < limit) {
      if (!atRecord && !nextRecord(fetched)) {
        position = Math.max(position, lastOffset + 1);
        fetched.inBatch = false;
        return;
      }
      if (cursor.offset() >= position) {
        atRecord = true;
        out.add(record(topic, partition, fetched));
        position = cursor.offset() + 1;
      }
      atRecord = false;
    }
  }

  private boolean nextRecord(FetchedRecords fetched) {
    try {
      return cursor.next();
    } catch (CorruptRecordException e) {
      throw unreadable(fetched, e.getMessage(), e);
    }
  }

  private ConsumerRecord<K, V> record(String topic, int partition, FetchedRecords fetched) {
    Headers headers = null;
    if (cursor.headerCount() > 0) {
      headers = new RecordHeaders(cursor.headers());
    } else if (!sharesNoHeaders) {
      headers = new RecordHeaders();
    }
    Headers shown = headers == null ? NO_HEADERS : headers;
    K key;
    try {
      key = key(topic, shown);
    } catch (RuntimeException e) {
      throw unreadable(DeserializationExceptionOrigin.KEY, fetched, shown, e);
    }
    V value;
    try {
      value = value(topic, shown);
    } catch (RuntimeException e) {
      throw unreadable(DeserializationExceptionOrigin.VALUE, fetched, shown, e);
    }
    return new ConsumerRecord<>(
        topic,
        partition,
        cursor.offset(),
        cursor.timestamp(),
        timestampType,
        cursor.keyLength(),
        cursor.valueLength(),
        key,
        value,
        headers,
        epochOfBatch);
  }

  private @Nullable K key(String topic, Headers headers) {
    return rawKeys
        ? keys.deserialize(topic, headers, cursor.key())
        : keys.deserialize(topic, headers, slice(cursor.keyPosition(), cursor.keyLength()));
  }

  private @Nullable V value(String topic, Headers headers) {
    return rawValues
        ? values.deserialize(topic, headers, cursor.value())
        : values.deserialize(topic, headers, slice(cursor.valuePosition(), cursor.valueLength()));
  }

  /** The same buffer each time: deserializers must not keep it. */
  private @Nullable ByteBuffer slice(int at, int length) {
    return length < 0 ? null : view.limit(at + length).position(at);
  }

  private RecordDeserializationException unreadable(
      DeserializationExceptionOrigin origin,
      FetchedRecords fetched,
      Headers headers,
      RuntimeException cause) {
    byte[] key = cursor.key();
    byte[] value = cursor.value();
    String half = origin == DeserializationExceptionOrigin.KEY ? "key" : "value";
    return new RecordDeserializationException(
        origin,
        fetched.state.partition,
        cursor.offset(),
        cursor.timestamp(),
        timestampType,
        key == null ? null : ByteBuffer.wrap(key),
        value == null ? null : ByteBuffer.wrap(value),
        headers,
        "the %s of the record at offset %d of %s cannot be deserialized; seek past it to go on: %s"
            .formatted(half, cursor.offset(), fetched.state.partition, cause),
        cause);
  }

  private CorruptRecordException unreadable(
      FetchedRecords fetched, @Nullable String why, @Nullable Throwable cause) {
    return new CorruptRecordException(
        "the batch at offset %d of %s cannot be read; seek past it to go on: %s"
            .formatted(position, fetched.state.partition, why),
        cause);
  }

  void close() {
    cursor.close();
  }
}
