package dev.klamm.protocol;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.record.RecordsView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wire's basic types from a buffer and advances its position.
 *
 * <p>Every method takes the name of the field it reads, for the message of a {@link
 * MalformedMessageException}. Lengths are checked against the limits here and against the bytes
 * that are left before anything is allocated. Bytes and records are slices of the buffer.
 *
 * <p>{@code compact} says which form a length has: in flexible versions of a message, a varint of
 * the length plus one, 0 for null; in others two bytes for strings and four for everything else, -1
 * for null.
 */
public final class MessageReader {
  /** Arrays with more elements are refused. */
  public static final int MAX_ARRAY_LENGTH = 1_000_000;

  /** More tagged fields in one struct are refused. */
  public static final int MAX_TAGGED_FIELDS = 10_000;

  /** Longer strings, in bytes, are refused: the most that the older form can express. */
  public static final int MAX_STRING_LENGTH = Short.MAX_VALUE;

  /** The default of fields of bytes. */
  public static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

  private static final int MAX_VARINT_BYTES = 5;
  private static final int MAX_VARLONG_BYTES = 10;

  private final ByteBuffer buffer;

  /**
   * @param buffer read from its position to its limit; must be big-endian
   */
  public MessageReader(ByteBuffer buffer) {
    if (buffer.order() != ByteOrder.BIG_ENDIAN) {
      throw new IllegalArgumentException(
          "the buffer is " + buffer.order() + ", must be BIG_ENDIAN");
    }
    this.buffer = buffer;
  }

  public int position() {
    return buffer.position();
  }

  public int remaining() {
    return buffer.remaining();
  }

  /** Refuses bytes left over after {@code what} was read. */
  public void checkEnd(String what) {
    if (buffer.hasRemaining()) {
      throw new MalformedMessageException(
          what + " is followed by " + buffer.remaining() + " more bytes");
    }
  }

  public boolean readBool(String field) {
    return readInt8(field) != 0;
  }

  public byte readInt8(String field) {
    require(field, 1);
    return buffer.get();
  }

  public short readInt16(String field) {
    require(field, 2);
    return buffer.getShort();
  }

  public int readUint16(String field) {
    return readInt16(field) & 0xffff;
  }

  public int readInt32(String field) {
    require(field, 4);
    return buffer.getInt();
  }

  public long readUint32(String field) {
    return readInt32(field) & 0xffff_ffffL;
  }

  public long readInt64(String field) {
    require(field, 8);
    return buffer.getLong();
  }

  public double readFloat64(String field) {
    require(field, 8);
    return buffer.getDouble();
  }

  public Uuid readUuid(String field) {
    require(field, 16);
    long high = buffer.getLong();
    long low = buffer.getLong();
    return high == 0 && low == 0 ? Uuid.ZERO : new Uuid(high, low);
  }

  /** Up to 31 bits, seven a byte, lowest first. */
  public int readUnsignedVarint(String field) {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      byte next = readInt8(field);
      value |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        if (value > Integer.MAX_VALUE) {
          throw malformed(field, "is the varint " + value + ", more than " + Integer.MAX_VALUE);
        }
        return (int) value;
      }
    }
    throw malformed(field, "is a varint of more than " + MAX_VARINT_BYTES + " bytes");
  }

  /** A signed number of 32 bits in zigzag form. */
  public int readVarint(String field) {
    long zigzag = readVarlongBits(field, MAX_VARINT_BYTES);
    if (zigzag >>> 32 != 0) {
      throw malformed(field, "is a varint of more than 32 bits");
    }
    return (int) (zigzag >>> 1) ^ -(int) (zigzag & 1);
  }

  /** A signed number of 64 bits in zigzag form. */
  public long readVarlong(String field) {
    long zigzag = readVarlongBits(field, MAX_VARLONG_BYTES);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private long readVarlongBits(String field, int maxBytes) {
    long value = 0;
    for (int i = 0; i < maxBytes; i++) {
      byte next = readInt8(field);
      if (i == MAX_VARLONG_BYTES - 1 && (next & 0xfe) != 0) {
        break;
      }
      value |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw malformed(field, "is a varint of more than " + (maxBytes == 5 ? "32" : "64") + " bits");
  }

  /** Text in UTF-8. Sequences that are none become U+FFFD, as in Kafka. */
  public String readString(String field, boolean compact) {
    return nonNull(field, readNullableString(field, compact));
  }

  public @Nullable String readNullableString(String field, boolean compact) {
    int length = compact ? readUnsignedVarint(field) - 1 : readInt16(field);
    if (length < 0) {
      checkNull(field, length);
      return null;
    }
    if (length > MAX_STRING_LENGTH) {
      throw malformed(field, "has " + length + " bytes, more than " + MAX_STRING_LENGTH);
    }
    require(field, length);
    return length == 0 ? "" : decode(length);
  }

  private String decode(int length) {
    int position = buffer.position();
    buffer.position(position + length);
    if (buffer.hasArray()) {
      return new String(
          buffer.array(), buffer.arrayOffset() + position, length, StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[length];
    buffer.get(position, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public ByteBuffer readBytes(String field, boolean compact) {
    return nonNull(field, readNullableBytes(field, compact));
  }

  public @Nullable ByteBuffer readNullableBytes(String field, boolean compact) {
    int length = compact ? readUnsignedVarint(field) - 1 : readInt32(field);
    if (length < 0) {
      checkNull(field, length);
      return null;
    }
    require(field, length);
    return slice(length);
  }

  public RecordsView readRecords(String field, boolean compact) {
    return RecordsView.ofBuffer(readBytes(field, compact));
  }

  public @Nullable RecordsView readNullableRecords(String field, boolean compact) {
    ByteBuffer bytes = readNullableBytes(field, compact);
    return bytes == null ? null : RecordsView.ofBuffer(bytes);
  }

  /** Whether a struct that may be null is there. */
  public boolean readPresence(String field) {
    return readInt8(field) >= 0;
  }

  /**
   * The number of elements that follow.
   *
   * @param elementSize the fewest bytes that an element can take, at least 1
   */
  public int readArrayLength(String field, boolean compact, int elementSize) {
    int length = readNullableArrayLength(field, compact, elementSize);
    if (length < 0) {
      throw malformed(field, "is null, which is not allowed");
    }
    return length;
  }

  /** The number of elements that follow, or -1 for null. */
  public int readNullableArrayLength(String field, boolean compact, int elementSize) {
    int length = compact ? readUnsignedVarint(field) - 1 : readInt32(field);
    if (length < 0) {
      checkNull(field, length);
      return -1;
    }
    if (length > MAX_ARRAY_LENGTH) {
      throw malformed(field, "has " + length + " elements, more than " + MAX_ARRAY_LENGTH);
    }
    if ((long) length * elementSize > buffer.remaining()) {
      throw malformed(
          field, "has " + length + " elements, but only " + buffer.remaining() + " bytes follow");
    }
    return length;
  }

  /** All tagged fields of a struct whose schema names none. */
  public List<RawTaggedField> readTaggedFields(String struct) {
    int count = readTaggedFieldCount(struct);
    List<RawTaggedField> fields = List.of();
    int tag = -1;
    for (int i = 0; i < count; i++) {
      tag = readTag(struct, tag);
      fields = addTaggedField(fields, tag, readTaggedFieldEnd(struct, tag));
    }
    return fields;
  }

  public int readTaggedFieldCount(String struct) {
    int count = readUnsignedVarint(struct);
    if (count > MAX_TAGGED_FIELDS) {
      throw malformed(struct, "has " + count + " tagged fields, more than " + MAX_TAGGED_FIELDS);
    }
    return count;
  }

  /** The next tag, which must be above {@code previous}. */
  public int readTag(String struct, int previous) {
    int tag = readUnsignedVarint(struct);
    if (tag <= previous) {
      throw malformed(struct, "has the tag " + tag + " after " + previous + ", tags must ascend");
    }
    return tag;
  }

  /** The position behind the tagged field that begins here. */
  public int readTaggedFieldEnd(String struct, int tag) {
    int size = readUnsignedVarint(struct);
    if (size > buffer.remaining()) {
      throw malformed(
          struct,
          "has "
              + size
              + " bytes under tag "
              + tag
              + ", but only "
              + buffer.remaining()
              + " follow");
    }
    return buffer.position() + size;
  }

  /** Refuses a tagged field that took more or fewer bytes than it announced. */
  public void checkTaggedFieldEnd(String field, int end) {
    if (buffer.position() != end) {
      throw malformed(
          field,
          "is off by " + (buffer.position() - end) + " bytes from its size as a tagged field");
    }
  }

  /**
   * Keeps the bytes up to {@code end}, in {@code fields} itself unless that is the immutable empty
   * list.
   */
  public List<RawTaggedField> addTaggedField(List<RawTaggedField> fields, int tag, int end) {
    List<RawTaggedField> list = fields.isEmpty() ? new ArrayList<>(1) : fields;
    list.add(new RawTaggedField(tag, slice(end - buffer.position())));
    return list;
  }

  private ByteBuffer slice(int length) {
    int position = buffer.position();
    buffer.position(position + length);
    return buffer.slice(position, length);
  }

  private void require(String field, int bytes) {
    if (buffer.remaining() < bytes) {
      throw tooShort(field, bytes);
    }
  }

  private MalformedMessageException tooShort(String field, int bytes) {
    return malformed(
        field, "needs " + bytes + " bytes, but only " + buffer.remaining() + " are left");
  }

  private void checkNull(String field, int length) {
    if (length != -1) {
      throw malformed(field, "has the length " + length);
    }
  }

  private <T> T nonNull(String field, @Nullable T value) {
    if (value == null) {
      throw malformed(field, "is null, which is not allowed");
    }
    return value;
  }

  private MalformedMessageException malformed(String field, String problem) {
    return new MalformedMessageException(
        field + " " + problem + " (at byte " + buffer.position() + ")");
  }
}
