package dev.klamm.core.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the records of a batch that looks at every length and number and at nothing else:
 * the cost of a record does not depend on its size. Nothing is allocated unless something is wrong.
 *
 * <p>An ordinary record, without headers and with short numbers, is taken apart in registers after
 * three loads of eight bytes: its first eight bytes, those where its value's length is, and its
 * last. Where anything is out of the ordinary, be it allowed or not, the record is read again field
 * by field.
 */
final class RecordScan {

  /** Attributes, two deltas, two lengths and the number of headers, one byte each. */
  private static final int MIN_BODY = 6;

  private static final int LOOK_CLOSER = -1;

  /** The length -1, of a key or value that is null, in zig-zag. */
  private static final int RAW_NULL = 1;

  private @Nullable String problem;
  private int index;
  private long minDelta;
  private long maxDelta;
  private int maxDeltaIndex;

  /**
   * Walks the records.
   *
   * @return whether they are exactly {@code count} well-formed records, numbered from 0, that end
   *     at {@code to}
   */
  boolean scan(ByteBuffer b, int from, int to, int count, boolean keysRequired) {
    problem = null;
    minDelta = Long.MAX_VALUE;
    maxDelta = Long.MIN_VALUE;
    int at = from;
    for (index = 0; index < count; index++) {
      int next = scanOrdinary(b, at, to, keysRequired);
      if (next >= 0) {
        at = next;
        continue;
      }
      long read = Varints.read(b, at, to);
      long length = Varints.value(read);
      at += Varints.size(read);
      if (read == Varints.MALFORMED || length < MIN_BODY || length > to - at) {
        return fails(
            "its length is " + length + " where " + Math.max(0, to - at) + " bytes are left");
      }
      int end = at + (int) length;
      if (!scanRecord(b, at + 1, end, keysRequired)) {
        return false;
      }
      at = end;
    }
    index = -1;
    return at == to
        || fails(to - at + " bytes follow the last of the " + count + " records announced");
  }

  /**
   * Reads a record if it is an ordinary one.
   *
   * @return where it ends, or {@link #LOOK_CLOSER}
   */
  private int scanOrdinary(ByteBuffer b, int from, int to, boolean keysRequired) {
    if (to - from < Long.BYTES) {
      return LOOK_CLOSER;
    }
    long bytes = Varints.eightBytes(b, from);
    int size = sizeOfShort(bytes);
    int raw = rawOfShort(bytes, size);
    int at = from + size;
    int end = at + (raw >>> 1);
    if (isTooLongOrNegative(size, raw) || raw >>> 1 < MIN_BODY || end > to || end < Long.BYTES) {
      return LOOK_CLOSER;
    }
    bytes >>>= 8 * size + 8;
    size = sizeOfShort(bytes);
    long timestamp = rawOfShort(bytes, size);
    at += 1 + size;
    bytes >>>= 8 * size;
    int offsetSize = sizeOfShort(bytes);
    int offsetRaw = rawOfShort(bytes, offsetSize);
    if (size > 2 || offsetSize > 2 || offsetRaw != index << 1) {
      return LOOK_CLOSER;
    }
    int keyRaw = (int) (bytes >>> 8 * offsetSize) & 0xff;
    boolean keyIsFine = keyRaw == RAW_NULL ? !keysRequired : (keyRaw & 0x81) == 0;
    at += offsetSize + 1 + (keyRaw >>> 1);
    if (!keyIsFine || !endsAfterValue(b, at, end, to)) {
      return LOOK_CLOSER;
    }
    timestamp(timestamp >>> 1 ^ -(timestamp & 1));
    return end;
  }

  /** Whether a value begins here that is followed by the number 0, of headers, and nothing else. */
  private static boolean endsAfterValue(ByteBuffer b, int at, int end, int to) {
    if (to - at < Long.BYTES) {
      return false;
    }
    long bytes = Varints.eightBytes(b, at);
    int size = sizeOfShort(bytes);
    int raw = rawOfShort(bytes, size);
    int length = raw == RAW_NULL ? 0 : raw >>> 1;
    return size <= 2
        && ((raw & 1) == 0 || raw == RAW_NULL)
        && at + size + length == end - 1
        && Varints.eightBytes(b, end - Long.BYTES) >>> 56 == 0;
  }

  private static boolean isTooLongOrNegative(int size, int raw) {
    return size > 2 || (raw & 1) != 0;
  }

  /** Bytes of the number that begins in the lowest byte: 1 or 2, or 3 for more than that. */
  private static int sizeOfShort(long bytes) {
    return (bytes & 0x80) == 0 ? 1 : (bytes & 0x8000) == 0 ? 2 : 3;
  }

  /** A number of 1 or 2 bytes before zig-zag is undone. */
  private static int rawOfShort(long bytes, int size) {
    int low = (int) bytes & 0x7f;
    return size == 1 ? low : low | (int) (bytes & 0x7f00) >>> 1;
  }

  private boolean scanRecord(ByteBuffer b, int at, int end, boolean keysRequired) {
    long read = Varints.read(b, at, end);
    if (read == Varints.MALFORMED) {
      return fails("its timestamp is cut off or has too many bytes");
    }
    if (read == Varints.LONG_FORM) {
      timestamp(Varints.readLong(b, at));
      at += Varints.sizeOfLong(b, at);
    } else {
      timestamp(Varints.value(read));
      at += Varints.size(read);
    }
    read = Varints.read(b, at, end);
    if (read == Varints.MALFORMED || Varints.value(read) != index) {
      return fails(
          "its offset delta is " + Varints.value(read) + ", where its place wants " + index);
    }
    at += Varints.size(read);
    read = Varints.read(b, at, end);
    at += Varints.size(read);
    long keyLength = Varints.value(read);
    if (read == Varints.MALFORMED || keyLength < -1 || keyLength > end - at) {
      return fails("its key's length is " + keyLength + " where " + (end - at) + " bytes are left");
    }
    if (keyLength < 0 && keysRequired) {
      return fails("it has no key, which a compacted topic needs");
    }
    at += Math.max(0, (int) keyLength);
    read = Varints.read(b, at, end);
    at += Varints.size(read);
    long valueLength = Varints.value(read);
    if (read == Varints.MALFORMED || valueLength < -1 || valueLength > end - at) {
      return fails(
          "its value's length is " + valueLength + " where " + (end - at) + " bytes are left");
    }
    at += Math.max(0, (int) valueLength);
    read = Varints.read(b, at, end);
    at += Varints.size(read);
    long headers = Varints.value(read);
    if (read == Varints.MALFORMED || headers < 0) {
      return fails("its number of headers is " + headers);
    }
    return headers == 0 ? endsAt(at, end) : scanHeaders(b, at, end, headers);
  }

  private boolean scanHeaders(ByteBuffer b, int at, int end, long headers) {
    for (long i = 0; i < headers; i++) {
      long read = Varints.read(b, at, end);
      at += Varints.size(read);
      long keyLength = Varints.value(read);
      if (read == Varints.MALFORMED || keyLength < 0 || keyLength > end - at) {
        return fails("header " + i + " has a key of length " + keyLength);
      }
      at += (int) keyLength;
      read = Varints.read(b, at, end);
      at += Varints.size(read);
      long valueLength = Varints.value(read);
      if (read == Varints.MALFORMED || valueLength < -1 || valueLength > end - at) {
        return fails("header " + i + " has a value of length " + valueLength);
      }
      at += Math.max(0, (int) valueLength);
    }
    return endsAt(at, end);
  }

  private boolean endsAt(int at, int end) {
    return at == end || fails(end - at + " bytes follow its last field");
  }

  private void timestamp(long delta) {
    if (delta > maxDelta) {
      maxDelta = delta;
      maxDeltaIndex = index;
    }
    if (delta < minDelta) {
      minDelta = delta;
    }
  }

  private boolean fails(String why) {
    problem = why;
    return false;
  }

  /** What is wrong, after a scan that found something. */
  String problem() {
    return problem == null ? "" : problem;
  }

  /** Which record that is, or -1 for none in particular. */
  int index() {
    return index;
  }

  long minDelta() {
    return minDelta;
  }

  long maxDelta() {
    return maxDelta;
  }

  /** The first record with the largest timestamp. */
  int maxDeltaIndex() {
    return maxDeltaIndex;
  }
}
