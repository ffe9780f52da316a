package dev.klamm.core.record;

import dev.klamm.api.error.CorruptRecordException;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.Header;
import dev.klamm.api.record.RecordHeader;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks the records of one batch after another without an object per record: the cursor is the
 * record.
 *
 * <pre>
 *  +--------+------------+-----------+--------+---------+-----+-----------+-------+---------+-----
 *  | length | attributes | timestamp | offset | key     | key | value     | value | headers | each:
 *  | varint | i8, unused | delta     | delta  | length  |     | length    |       | count   | key,
 *  |        |            | varlong   | varint | -1 null |     | -1 null   |       | varint  | value
 *  +--------+------------+-----------+--------+---------+-----+-----------+-------+---------+-----
 * </pre>
 *
 * <p>Does not check the CRC, see {@link BatchHeader#crcMatches}. What it reads may be garbage
 * nevertheless: every length is checked against what is there, and a lie is a {@link
 * CorruptRecordException}. One thread at a time; key, value and headers are valid until the next
 * {@link #open}, in place.
 */
public final class RecordCursor implements AutoCloseable {

  private static final Header[] NO_HEADERS = {};

  private final RecordSection section;

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int next;
  private int end;
  private int left;
  private long baseOffset;
  private long baseTimestamp;
  private boolean appendTime;

  private int position;
  private long offset;
  private long timestamp;
  private int keyPosition;
  private int keyLength;
  private int valuePosition;
  private int valueLength;
  private int headersPosition;
  private int headerCount;
  private int sizeInBytes;

  /**
   * @param maxDecompressedBytes how large the records of a compressed batch may be, decompressed
   */
  public RecordCursor(Codecs codecs, int maxDecompressedBytes) {
    this.section = new RecordSection(codecs, maxDecompressedBytes);
  }

  /**
   * Begins with the batch at this position, which {@link RecordBatches} found whole. {@link
   * #next()} goes to its first record.
   *
   * @throws CorruptRecordException when its records cannot be decompressed, or not within the limit
   * @throws dev.klamm.api.error.UnsupportedCompressionTypeException when the library for it is
   *     absent
   */
  public void open(ByteBuffer b, int at) {
    baseOffset = BatchFormat.baseOffset(b, at);
    left = 0;
    openSection(b, at);
    buffer = section.buffer();
    next = section.from();
    end = section.to();
    left = BatchFormat.recordCount(b, at);
    if (left < 0) {
      throw corrupt("it claims " + left + " records");
    }
    appendTime = BatchHeader.isLogAppendTime(b, at);
    baseTimestamp = appendTime ? BatchFormat.maxTimestamp(b, at) : BatchFormat.baseTimestamp(b, at);
  }

  private void openSection(ByteBuffer b, int at) {
    try {
      section.open(b, at);
    } catch (BoundedBytes.LimitExceededException | IllegalArgumentException e) {
      throw new CorruptRecordException(describe(e.getMessage()), e);
    }
  }

  /**
   * Goes to the next record.
   *
   * @return false after the last one
   * @throws CorruptRecordException when the bytes are not what the batch claims
   */
  public boolean next() {
    if (left == 0) {
      requireEnd(next, end, "bytes follow its last record");
      return false;
    }
    long read = Varints.read(buffer, next, end);
    int start = next + Varints.size(read);
    long length = Varints.value(read);
    if (read == Varints.MALFORMED || length < 1 || length > end - start) {
      throw corrupt("a record's length is " + length + " where " + (end - start) + " are left");
    }
    int recordEnd = start + (int) length;
    sizeInBytes = recordEnd - next;
    position = next;
    readDeltas(start + 1, recordEnd);
    next = recordEnd;
    left--;
    return true;
  }

  private void readDeltas(int at, int recordEnd) {
    long read = number(at, recordEnd);
    long delta = Varints.value(read);
    int size = Varints.size(read);
    if (read == Varints.LONG_FORM) {
      delta = Varints.readLong(buffer, at);
      size = Varints.sizeOfLong(buffer, at);
    }
    timestamp = appendTime ? baseTimestamp : baseTimestamp + delta;
    at += size;
    read = number(at, recordEnd);
    long offsetDelta = Varints.value(read);
    if (offsetDelta < 0 || offsetDelta > Integer.MAX_VALUE) {
      throw corrupt("a record's offset delta is " + offsetDelta);
    }
    offset = baseOffset + offsetDelta;
    readKeyAndValue(at + Varints.size(read), recordEnd);
  }

  private void readKeyAndValue(int at, int recordEnd) {
    long read = number(at, recordEnd);
    keyPosition = at + Varints.size(read);
    keyLength = length(read, keyPosition, recordEnd);
    at = keyPosition + Math.max(0, keyLength);
    read = number(at, recordEnd);
    valuePosition = at + Varints.size(read);
    valueLength = length(read, valuePosition, recordEnd);
    at = valuePosition + Math.max(0, valueLength);
    read = number(at, recordEnd);
    headersPosition = at + Varints.size(read);
    long headers = Varints.value(read);
    if (headers < 0 || headers > recordEnd - headersPosition) {
      throw corrupt("a record claims " + headers + " headers");
    }
    headerCount = (int) headers;
    if (headerCount == 0) {
      requireEnd(headersPosition, recordEnd, "bytes follow a record's last field");
    }
  }

  private long number(int at, int limit) {
    long read = Varints.read(buffer, at, limit);
    if (read == Varints.MALFORMED) {
      throw corrupt("a number in a record is cut off or has too many bytes");
    }
    return read;
  }

  private int length(long read, int at, int limit) {
    long length = Varints.value(read);
    if (length < -1 || length > limit - at) {
      throw corrupt("a length is " + length + " where " + (limit - at) + " bytes are left");
    }
    return (int) length;
  }

  private void requireEnd(int at, int expected, String otherwise) {
    if (at != expected) {
      throw corrupt(otherwise);
    }
  }

  private CorruptRecordException corrupt(String why) {
    return new CorruptRecordException(describe(why));
  }

  private String describe(@Nullable String why) {
    return "the batch at offset " + baseOffset + " is damaged: " + why;
  }

  public long offset() {
    return offset;
  }

  /** Milliseconds since the epoch, by producer or broker as the batch says; -1 for none. */
  public long timestamp() {
    return timestamp;
  }

  /** What {@link #keyPosition()} and {@link #valuePosition()} refer to. Not to be changed. */
  public ByteBuffer buffer() {
    return buffer;
  }

  public boolean hasKey() {
    return keyLength >= 0;
  }

  public int keyPosition() {
    return keyPosition;
  }

  /** Bytes of the key; -1 when it is null. */
  public int keyLength() {
    return keyLength;
  }

  public boolean hasValue() {
    return valueLength >= 0;
  }

  public int valuePosition() {
    return valuePosition;
  }

  /** Bytes of the value; -1 when it is null. */
  public int valueLength() {
    return valueLength;
  }

  /** Where the record begins in {@link #buffer()}, with its length. */
  int position() {
    return position;
  }

  /** Bytes of the whole record, decompressed. */
  public int sizeInBytes() {
    return sizeInBytes;
  }

  /** A copy of the key, or null. */
  public byte @Nullable [] key() {
    return copy(keyPosition, keyLength);
  }

  /** A copy of the value, or null. */
  public byte @Nullable [] value() {
    return copy(valuePosition, valueLength);
  }

  private byte @Nullable [] copy(int position, int length) {
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    buffer.get(position, bytes);
    return bytes;
  }

  public int headerCount() {
    return headerCount;
  }

  /**
   * The headers, read now and copied.
   *
   * @throws CorruptRecordException when the bytes are not what they claim
   */
  public Header[] headers() {
    if (headerCount == 0) {
      return NO_HEADERS;
    }
    Header[] headers = new Header[headerCount];
    int at = headersPosition;
    for (int i = 0; i < headers.length; i++) {
      long read = number(at, next);
      int keyAt = at + Varints.size(read);
      int keySize = length(read, keyAt, next);
      if (keySize < 0) {
        throw corrupt("a header has no key");
      }
      read = number(keyAt + keySize, next);
      int valueAt = keyAt + keySize + Varints.size(read);
      int valueSize = length(read, valueAt, next);
      headers[i] = new RecordHeader(text(keyAt, keySize), copy(valueAt, valueSize));
      at = valueAt + Math.max(0, valueSize);
    }
    requireEnd(at, next, "bytes follow a record's last header");
    return headers;
  }

  private String text(int position, int length) {
    byte[] bytes = new byte[length];
    buffer.get(position, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Frees the memory of decompressors. */
  @Override
  public void close() {
    section.close();
  }
}
