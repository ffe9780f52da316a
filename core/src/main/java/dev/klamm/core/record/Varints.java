package dev.klamm.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Zig-zag numbers of variable length, as the fields of a record are written: seven bits a byte,
 * lowest first, the top bit set on all bytes but the last.
 *
 * <p>Reading returns value and size in one {@code long}, so that nothing is allocated: the size in
 * bytes in the lowest byte, the value above it. That leaves 56 bits for the value, enough for what
 * eight bytes can hold; the ninth and tenth byte, which only absurd timestamps need, are {@link
 * #LONG_FORM}. Eight bytes are fetched at once through a view, which the compiler turns into one
 * load for buffers of any kind, where {@code ByteBuffer.get} would be a call that depends on the
 * kind.
 */
final class Varints {

  /** What {@link #read} returns when no number ends within ten bytes or before the limit. */
  static final long MALFORMED = 0;

  /**
   * What {@link #read} returns for a number of nine or ten bytes: use {@link #readLong}. Taken for
   * a value it is larger than any length, so that those who expect one refuse it anyhow.
   */
  static final long LONG_FORM = Long.MAX_VALUE;

  static final int MAX_INT_SIZE = 5;
  static final int MAX_LONG_SIZE = 10;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long TOP_BITS = 0x8080808080808080L;

  private Varints() {}

  static int size(long read) {
    return (int) read & 0xff;
  }

  static long value(long read) {
    return read >> 8;
  }

  /** Eight bytes at a position, the first of them lowest. */
  static long eightBytes(ByteBuffer b, int at) {
    return (long) EIGHT_BYTES.get(b, at);
  }

  /**
   * Reads the number at a position.
   *
   * @param limit where the bytes that belong to it end, within the buffer's limit
   */
  static long read(ByteBuffer b, int at, int limit) {
    if (limit - at < Long.BYTES) {
      return readNearEnd(b, at, limit);
    }
    long bytes = (long) EIGHT_BYTES.get(b, at);
    if ((bytes & 0x80) == 0) {
      return pack(bytes & 0x7f, 1);
    }
    if ((bytes & 0x8000) == 0) {
      return pack(bytes & 0x7f | (bytes & 0x7f00) >>> 1, 2);
    }
    return readEight(b, at, limit, bytes);
  }

  private static long readEight(ByteBuffer b, int at, int limit, long bytes) {
    long ends = ~bytes & TOP_BITS;
    if (ends == 0) {
      return isLongForm(b, at + Long.BYTES, limit) ? LONG_FORM : MALFORMED;
    }
    int size = (Long.numberOfTrailingZeros(ends) >>> 3) + 1;
    long used = bytes & -1L >>> (Long.BYTES - size) * 8;
    long raw = 0;
    for (int i = 0; i < size; i++) {
      raw |= (used >>> 8 * i & 0x7f) << 7 * i;
    }
    return pack(raw, size);
  }

  private static boolean isLongForm(ByteBuffer b, int at, int limit) {
    if (at < limit && b.get(at) >= 0) {
      return true;
    }
    return at + 1 < limit && (b.get(at + 1) & 0xfe) == 0;
  }

  private static long readNearEnd(ByteBuffer b, int at, int limit) {
    long raw = 0;
    for (int i = 0; at + i < limit; i++) {
      byte next = b.get(at + i);
      raw |= (next & 0x7fL) << 7 * i;
      if (next >= 0) {
        return pack(raw, i + 1);
      }
    }
    return MALFORMED;
  }

  private static long pack(long raw, int size) {
    return (raw >>> 1 ^ -(raw & 1)) << 8 | size;
  }

  /** The value of a number that {@link #read} found well-formed, of any size. */
  static long readLong(ByteBuffer b, int at) {
    long raw = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = b.get(at++);
      raw |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return raw >>> 1 ^ -(raw & 1);
      }
    }
  }

  /** How many bytes {@link #readLong} takes. */
  static int sizeOfLong(ByteBuffer b, int at) {
    int end = at;
    while (b.get(end) < 0) {
      end++;
    }
    return end - at + 1;
  }

  static int sizeOf(int value) {
    int raw = value << 1 ^ value >> 31;
    return (38 - Integer.numberOfLeadingZeros(raw | 1)) / 7;
  }

  static int sizeOf(long value) {
    long raw = value << 1 ^ value >> 63;
    return (70 - Long.numberOfLeadingZeros(raw | 1)) / 7;
  }

  /** Writes a number and returns the position after it. */
  static int write(byte[] to, int at, int value) {
    int raw = value << 1 ^ value >> 31;
    while ((raw & ~0x7f) != 0) {
      to[at++] = (byte) (raw | 0x80);
      raw >>>= 7;
    }
    to[at++] = (byte) raw;
    return at;
  }

  /** Writes a number and returns the position after it. */
  static int write(byte[] to, int at, long value) {
    long raw = value << 1 ^ value >> 63;
    while ((raw & ~0x7fL) != 0) {
      to[at++] = (byte) (raw | 0x80);
      raw >>>= 7;
    }
    to[at++] = (byte) raw;
    return at;
  }
}
