package dev.klamm.protocol;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.record.RecordsView;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the wire's basic types into memory of its own, and notes where record views go in between.
 *
 * <pre>
 *   memory   |--------------------|-------------|-----------|
 *   views                         ^ view 0      ^ view 1
 *   frame    |-- memory to view 0 | view 0 | memory to view 1 | view 1 | rest of memory |
 * </pre>
 *
 * <p>One pass: lengths of strings are counted before they are written; the size of a tagged field,
 * known only afterwards, gets its place when it is. {@code compact} is as in {@link MessageReader}.
 *
 * <p>A writer can be used again after {@link #reset()}, which ends the use of the frame made
 * before.
 */
public final class MessageWriter {
  /**
   * Views smaller than this are copied: a piece of its own would cost a socket more than the copy.
   */
  private static final int MIN_SPLICED_BYTES = 1024;

  private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;

  private ByteBuffer buffer;
  private RecordsView[] views = new RecordsView[0];
  private int[] viewOffsets = new int[0];
  private int viewCount;
  private long viewBytes;
  private int openTaggedFields;

  public MessageWriter() {
    this(512);
  }

  public MessageWriter(int initialCapacity) {
    buffer = ByteBuffer.allocate(initialCapacity);
  }

  /** Bytes written so far, with those of record views. */
  public long size() {
    return buffer.position() + viewBytes;
  }

  /**
   * Forgets what was written and keeps the memory. Views that were not handed out are not closed.
   */
  public void reset() {
    buffer.clear();
    Arrays.fill(views, 0, viewCount, RecordsView.empty());
    viewCount = 0;
    viewBytes = 0;
    openTaggedFields = 0;
  }

  /**
   * All that was written since the last reset. The frame uses this writer's memory: do not write or
   * reset before it is released. It owns the record views.
   *
   * @throws IllegalArgumentException when there are 2 GiB or more, which no frame can have
   */
  public WireFrame finish() {
    if (size() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the message has " + size() + " bytes, too many for a frame");
    }
    ByteBuffer written = buffer.duplicate().flip();
    return new WireFrame(
        written,
        Arrays.copyOf(views, viewCount),
        Arrays.copyOf(viewOffsets, viewCount),
        (int) size());
  }

  public void writeBool(boolean value) {
    writeInt8((byte) (value ? 1 : 0));
  }

  public void writeInt8(byte value) {
    reserve(1).put(value);
  }

  public void writeInt16(short value) {
    reserve(2).putShort(value);
  }

  public void writeUint16(String field, int value) {
    if (value < 0 || value > 0xffff) {
      throw new IllegalArgumentException(field + " is " + value + ", must be 0 to 65535");
    }
    writeInt16((short) value);
  }

  public void writeInt32(int value) {
    reserve(4).putInt(value);
  }

  public void writeUint32(String field, long value) {
    if (value < 0 || value > 0xffff_ffffL) {
      throw new IllegalArgumentException(field + " is " + value + ", must be 0 to 4294967295");
    }
    writeInt32((int) value);
  }

  public void writeInt64(long value) {
    reserve(8).putLong(value);
  }

  public void writeFloat64(double value) {
    reserve(8).putDouble(value);
  }

  public void writeUuid(Uuid value) {
    reserve(16).putLong(value.mostSignificantBits()).putLong(value.leastSignificantBits());
  }

  /** Takes the value as 32 unsigned bits. */
  public void writeUnsignedVarint(int value) {
    putUnsignedVarint(reserve(5), value);
  }

  public void writeVarint(int value) {
    writeUnsignedVarint((value << 1) ^ (value >> 31));
  }

  public void writeVarlong(long value) {
    ByteBuffer out = reserve(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static void putUnsignedVarint(ByteBuffer out, int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  /** Text in UTF-8, at most {@link MessageReader#MAX_STRING_LENGTH} bytes of it. */
  public void writeString(String field, String value, boolean compact) {
    int length = Utf8.length(value);
    if (length > MessageReader.MAX_STRING_LENGTH) {
      throw new IllegalArgumentException(
          field + " has " + length + " bytes, more than " + MessageReader.MAX_STRING_LENGTH);
    }
    if (compact) {
      writeUnsignedVarint(length + 1);
    } else {
      writeInt16((short) length);
    }
    Utf8.put(value, length, reserve(length));
  }

  public void writeNullableString(String field, @Nullable String value, boolean compact) {
    if (value != null) {
      writeString(field, value, compact);
    } else if (compact) {
      writeInt8((byte) 0);
    } else {
      writeInt16((short) -1);
    }
  }

  /** The buffer's remaining bytes; its position stays. */
  public void writeBytes(ByteBuffer value, boolean compact) {
    writeArrayLength(value.remaining(), compact);
    putBytes(value);
  }

  public void writeNullableBytes(@Nullable ByteBuffer value, boolean compact) {
    if (value == null) {
      writeNullArray(compact);
    } else {
      writeBytes(value, compact);
    }
  }

  private void putBytes(ByteBuffer value) {
    int length = value.remaining();
    ByteBuffer out = reserve(length);
    int position = out.position();
    value.get(value.position(), out.array(), position, length);
    out.position(position + length);
  }

  /** The view becomes the frame's, or is copied and closed when it is small. */
  public void writeNullableRecords(@Nullable RecordsView value, boolean compact) {
    if (value == null) {
      writeNullArray(compact);
      return;
    }
    writeArrayLength(value.sizeInBytes(), compact);
    if (value.sizeInBytes() < MIN_SPLICED_BYTES) {
      putBytes(value.toBuffer());
      value.close();
    } else {
      splice(value);
    }
  }

  private void splice(RecordsView view) {
    if (openTaggedFields > 0) {
      throw new IllegalStateException("a tagged field cannot hold records");
    }
    if (viewCount == views.length) {
      views = Arrays.copyOf(views, Math.max(4, viewCount * 2));
      viewOffsets = Arrays.copyOf(viewOffsets, views.length);
    }
    views[viewCount] = view;
    viewOffsets[viewCount++] = buffer.position();
    viewBytes += view.sizeInBytes();
  }

  /** Whether a struct that may be null follows. */
  public void writePresence(boolean present) {
    writeInt8((byte) (present ? 1 : -1));
  }

  public void writeArrayLength(int length, boolean compact) {
    if (compact) {
      writeUnsignedVarint(length + 1);
    } else {
      writeInt32(length);
    }
  }

  public void writeNullArray(boolean compact) {
    writeArrayLength(-1, compact);
  }

  public void writeTaggedFieldCount(int count) {
    writeUnsignedVarint(count);
  }

  /** All tagged fields of a struct whose schema names none. */
  public void writeTaggedFields(List<RawTaggedField> fields) {
    writeTaggedFieldCount(fields.size());
    writeTaggedFieldsBelow(Integer.MAX_VALUE, fields, 0);
  }

  /**
   * Writes those of the fields from {@code index} on whose tag is below {@code limit}, and returns
   * the index of the next.
   */
  public int writeTaggedFieldsBelow(int limit, List<RawTaggedField> fields, int index) {
    int next = index;
    while (next < fields.size() && fields.get(next).tag() < limit) {
      RawTaggedField field = fields.get(next);
      if (next > 0 && field.tag() <= fields.get(next - 1).tag()) {
        throw new IllegalArgumentException(
            "tag " + field.tag() + " must come before " + fields.get(next - 1).tag());
      }
      writeUnsignedVarint(field.tag());
      writeBytesWithSize(field.data());
      next++;
    }
    return next;
  }

  private void writeBytesWithSize(ByteBuffer data) {
    writeUnsignedVarint(data.remaining());
    putBytes(data);
  }

  /** Starts a tagged field; what it returns is for {@link #endTaggedField}. */
  public int beginTaggedField(int tag) {
    writeUnsignedVarint(tag);
    openTaggedFields++;
    return buffer.position();
  }

  /** Puts the size of what was written since {@code start} before it. */
  public void endTaggedField(int start) {
    openTaggedFields--;
    int size = buffer.position() - start;
    int sizeBytes = (31 - Integer.numberOfLeadingZeros(size | 1)) / 7 + 1;
    ByteBuffer out = reserve(sizeBytes);
    System.arraycopy(out.array(), start, out.array(), start + sizeBytes, size);
    out.position(start);
    putUnsignedVarint(out, size);
    out.position(start + sizeBytes + size);
  }

  private ByteBuffer reserve(int bytes) {
    if (buffer.remaining() < bytes) {
      grow(bytes);
    }
    return buffer;
  }

  private void grow(int bytes) {
    long needed = (long) buffer.position() + bytes;
    if (needed > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "the message has more than " + MAX_CAPACITY + " bytes, too many for a frame");
    }
    int capacity = (int) Math.min(MAX_CAPACITY, Math.max(needed, 2L * buffer.capacity()));
    buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
  }
}
