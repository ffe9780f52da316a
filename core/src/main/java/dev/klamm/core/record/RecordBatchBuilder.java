package dev.klamm.core.record;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionCodec.Compressor;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.record.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one batch: records go straight into the bytes that will be sent, the header is filled in
 * by {@link #build}. Offsets run from 0 and timestamps are relative to the first record's.
 *
 * <p>One thread at a time. After {@link #reset} it begins another batch in the same memory.
 */
public final class RecordBatchBuilder {

  private static final Header[] NO_HEADERS = {};
  private static final int NO_EPOCH = -1;
  private static final int NO_SEQUENCE = -1;

  private byte[] bytes;
  private int end = BatchFormat.HEADER_SIZE;
  private int count;
  private int attributes;
  private long baseTimestamp = BatchFormat.NO_TIMESTAMP;
  private long maxTimestamp = BatchFormat.NO_TIMESTAMP;
  private long baseOffset;
  private long producerId = BatchFormat.NO_PRODUCER_ID;
  private short producerEpoch = NO_EPOCH;
  private int baseSequence = NO_SEQUENCE;

  /**
   * @param capacity bytes of memory to begin with; it grows when a record needs more
   */
  public RecordBatchBuilder(int capacity) {
    this(new byte[Math.max(capacity, BatchFormat.HEADER_SIZE)]);
  }

  /**
   * @param memory where to write, at least the size of a header; left for another array when a
   *     record needs more
   */
  public RecordBatchBuilder(byte[] memory) {
    this.bytes = memory;
  }

  /** Forgets all records and settings; the memory of the batch built before is overwritten next. */
  public RecordBatchBuilder reset() {
    end = BatchFormat.HEADER_SIZE;
    count = 0;
    attributes = 0;
    baseTimestamp = BatchFormat.NO_TIMESTAMP;
    maxTimestamp = BatchFormat.NO_TIMESTAMP;
    baseOffset = 0;
    return producer(BatchFormat.NO_PRODUCER_ID, (short) NO_EPOCH, NO_SEQUENCE);
  }

  public RecordBatchBuilder baseOffset(long offset) {
    baseOffset = offset;
    return this;
  }

  /** The batch is one of an idempotent producer. */
  public RecordBatchBuilder producer(long id, short epoch, int sequence) {
    producerId = id;
    producerEpoch = epoch;
    baseSequence = sequence;
    return this;
  }

  /** The batch is part of its producer's transaction. */
  public RecordBatchBuilder transactional() {
    attributes |= BatchFormat.TRANSACTIONAL_MASK;
    return this;
  }

  /** The batch holds control records; only a broker may write such. */
  public RecordBatchBuilder control() {
    attributes |= BatchFormat.CONTROL_MASK;
    return this;
  }

  /** Adds a record without headers. */
  public int append(long timestamp, byte @Nullable [] key, byte @Nullable [] value) {
    return append(timestamp, key, value, NO_HEADERS);
  }

  /**
   * Adds a record.
   *
   * @param timestamp milliseconds since the epoch
   * @return its offset delta, which is the number of records before it
   */
  public int append(
      long timestamp, byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
    int body = bodySize(deltaOf(timestamp), count, key, value, headers);
    ensure(Varints.MAX_INT_SIZE + body);
    return write(body, timestamp, key, value, headers);
  }

  /**
   * Adds a record if it fits the memory as it is.
   *
   * @return its offset delta, or -1 when it does not fit and nothing was changed
   */
  public int tryAppend(
      long timestamp, byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
    int body = bodySize(deltaOf(timestamp), count, key, value, headers);
    if (Varints.sizeOf(body) + body > bytes.length - end) {
      return -1;
    }
    return write(body, timestamp, key, value, headers);
  }

  private long deltaOf(long timestamp) {
    return count == 0 ? 0 : timestamp - baseTimestamp;
  }

  private int write(
      int body, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
    if (count == 0) {
      baseTimestamp = timestamp;
    }
    int at = Varints.write(bytes, end, body);
    bytes[at++] = 0;
    at = Varints.write(bytes, at, timestamp - baseTimestamp);
    at = Varints.write(bytes, at, count);
    at = writeBytes(bytes, at, key);
    at = writeBytes(bytes, at, value);
    at = Varints.write(bytes, at, headers.length);
    for (Header header : headers) {
      at = writeHeader(at, header);
    }
    end = at;
    maxTimestamp = Math.max(maxTimestamp, timestamp);
    return count++;
  }

  private int writeHeader(int at, Header header) {
    String key = header.key();
    int size = utf8Size(key);
    at = Varints.write(bytes, at, size);
    if (size == key.length()) {
      for (int i = 0; i < size; i++) {
        bytes[at++] = (byte) key.charAt(i);
      }
    } else {
      byte[] encoded = key.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(encoded, 0, bytes, at, size);
      at += size;
    }
    return writeBytes(bytes, at, header.value());
  }

  private static int writeBytes(byte[] to, int at, byte @Nullable [] from) {
    if (from == null) {
      return Varints.write(to, at, -1);
    }
    at = Varints.write(to, at, from.length);
    System.arraycopy(from, 0, to, at, from.length);
    return at + from.length;
  }

  private static int bodySize(
      long timestampDelta,
      int offsetDelta,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Header[] headers) {
    int size =
        1
            + Varints.sizeOf(timestampDelta)
            + Varints.sizeOf(offsetDelta)
            + sizeOf(key)
            + sizeOf(value)
            + Varints.sizeOf(headers.length);
    for (Header header : headers) {
      int keySize = utf8Size(header.key());
      size += Varints.sizeOf(keySize) + keySize + sizeOf(header.value());
    }
    return size;
  }

  private static int sizeOf(byte @Nullable [] field) {
    return field == null ? 1 : Varints.sizeOf(field.length) + field.length;
  }

  /** As {@link String#getBytes} makes it: a surrogate without its pair becomes one byte. */
  private static int utf8Size(String text) {
    int size = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return size;
  }

  private void ensure(int more) {
    if (more > bytes.length - end) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(end, more)));
    }
  }

  /**
   * The most that a record with these fields can add to a batch, whatever its place and timestamp.
   */
  public static int maxRecordSize(
      byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
    return Varints.MAX_INT_SIZE + bodySize(Long.MIN_VALUE, Integer.MAX_VALUE, key, value, headers);
  }

  public boolean isEmpty() {
    return count == 0;
  }

  public int count() {
    return count;
  }

  /** Bytes of the batch so far, header included, before compression. */
  public int sizeInBytes() {
    return end;
  }

  /** The largest timestamp so far; {@link BatchFormat#NO_TIMESTAMP} while there is no record. */
  public long maxTimestamp() {
    return maxTimestamp;
  }

  /** The array that is written to at present. */
  public byte[] memory() {
    return bytes;
  }

  /**
   * Finishes the batch without compression. The buffer is this builder's own memory, valid until
   * the next change here.
   */
  public ByteBuffer build() {
    ByteBuffer batch = ByteBuffer.wrap(bytes, 0, end);
    writeHeader(batch, CompressionType.NONE);
    return batch;
  }

  /**
   * Finishes the batch with its records compressed.
   *
   * @param target takes the batch; the buffer returned is a view of its memory
   */
  public ByteBuffer build(CompressionType type, Compressor compressor, BoundedBytes target) {
    int start = target.size();
    target.reserve(end);
    target.advance(BatchFormat.HEADER_SIZE);
    int records = end - BatchFormat.HEADER_SIZE;
    compressor.compress(bytes, BatchFormat.HEADER_SIZE, records, target);
    ByteBuffer batch = ByteBuffer.wrap(target.array(), start, target.size() - start).slice();
    writeHeader(batch, type);
    return batch;
  }

  private void writeHeader(ByteBuffer b, CompressionType type) {
    b.putLong(BatchFormat.BASE_OFFSET, baseOffset);
    b.putInt(BatchFormat.LENGTH, b.limit() - BatchFormat.LENGTH_OVERHEAD);
    b.putInt(BatchFormat.PARTITION_LEADER_EPOCH, -1);
    b.put(BatchFormat.MAGIC, BatchFormat.CURRENT_MAGIC);
    b.putShort(BatchFormat.ATTRIBUTES, (short) (attributes | type.id()));
    b.putInt(BatchFormat.LAST_OFFSET_DELTA, count - 1);
    b.putLong(BatchFormat.BASE_TIMESTAMP, baseTimestamp);
    b.putLong(BatchFormat.MAX_TIMESTAMP, maxTimestamp);
    b.putInt(BatchFormat.RECORD_COUNT, count);
    BatchHeader.stampProducer(b, 0, producerId, producerEpoch, baseSequence);
  }
}
