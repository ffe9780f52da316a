package dev.klamm.api.record;

import java.util.Arrays;

/**
 * Bytes in an array that grows up to a limit, for use again and again. Not thread-safe.
 *
 * @since 0.1
 */
public final class BoundedBytes {

  /** What {@link #clear()} keeps at most, so that one huge batch does not hold memory for good. */
  private static final int KEPT = 1 << 20;

  private static final int FIRST = 4096;

  private final int limit;
  private byte[] array = new byte[0];
  private int size;

  /**
   * @param limit the most bytes it will ever hold, 0 or more
   */
  public BoundedBytes(int limit) {
    this.limit = limit;
  }

  /** Where the bytes are, from 0 to {@link #size()}. Another array after each growth. */
  public byte[] array() {
    return array;
  }

  public int size() {
    return size;
  }

  public int limit() {
    return limit;
  }

  /** Bytes that can be written to {@link #array()} from {@link #size()} on, without growing. */
  public int room() {
    return array.length - size;
  }

  /**
   * Makes room for this many bytes more and returns the array to write them to, from {@link
   * #size()} on.
   *
   * @throws LimitExceededException when that is beyond the limit
   */
  public byte[] reserve(int more) {
    if (more > array.length - size) {
      grow(more);
    }
    return array;
  }

  /** Counts bytes in that were written to the reserved room. */
  public void advance(int written) {
    size += written;
  }

  public void write(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, reserve(length), size, length);
    size += length;
  }

  public void write(int value) {
    reserve(1)[size++] = (byte) value;
  }

  /** Forgets the bytes but keeps the array, unless it is large. */
  public void clear() {
    size = 0;
    if (array.length > KEPT) {
      array = new byte[0];
    }
  }

  private void grow(int more) {
    long needed = (long) size + more;
    if (needed > limit) {
      throw new LimitExceededException(limit);
    }
    long wanted = Math.max(Math.max(needed, FIRST), 2L * array.length);
    array = Arrays.copyOf(array, (int) Math.min(wanted, limit));
  }

  /**
   * More bytes came than are allowed.
   *
   * @since 0.1
   */
  public static final class LimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitExceededException(int limit) {
      super("more than the " + limit + " bytes allowed");
    }
  }
}
