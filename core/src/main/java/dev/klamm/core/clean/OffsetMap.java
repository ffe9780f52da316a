package dev.klamm.core.clean;

import java.nio.ByteBuffer;

/**
 * The last offset of each key, in a bounded piece of memory: keys count by a hash of 128 bits and
 * are not kept. A table of open addressing, three longs a slot; the offset is kept plus one, so
 * that 0 says that a slot is free.
 *
 * <p>One thread at a time.
 */
final class OffsetMap {

  /** Memory of one key. */
  static final int SLOT_BYTES = 3 * Long.BYTES;

  static final long UNKNOWN = -1;

  private static final int MAX_SLOTS = (Integer.MAX_VALUE - 8) / 3;

  private final KeyHash hash;
  private final long[] table;
  private final int slots;
  private final int capacity;
  private int size;

  /**
   * @param capacity how many keys fit
   * @param loadFactor how full the table may become, above 0 and below 1
   */
  OffsetMap(KeyHash hash, int capacity, double loadFactor) {
    this.hash = hash;
    this.slots = (int) Math.min(MAX_SLOTS, Math.ceil(capacity / loadFactor) + 1);
    this.capacity = Math.min(capacity, slots - 1);
    this.table = new long[slots * 3];
  }

  /** How many keys fit into an amount of memory. */
  static int capacity(long bytes, double loadFactor) {
    return (int) Math.max(1, Math.min(MAX_SLOTS, bytes / SLOT_BYTES) * loadFactor);
  }

  int size() {
    return size;
  }

  /** Keys that still fit for sure. */
  int room() {
    return capacity - size;
  }

  /** Sets the offset of a key, larger than any before. */
  void put(ByteBuffer b, int at, int length, long offset) {
    int slot = find(b, at, length);
    if (table[slot + 2] == 0) {
      if (size >= capacity) {
        throw new IllegalStateException("the map has its " + capacity + " keys");
      }
      size++;
      table[slot] = hash.low();
      table[slot + 1] = hash.high();
    }
    table[slot + 2] = offset + 1;
  }

  /** The last offset of a key, or {@link #UNKNOWN}. */
  long get(ByteBuffer b, int at, int length) {
    return table[find(b, at, length) + 2] - 1;
  }

  /** The slot that has a key, or the free one where it belongs. */
  private int find(ByteBuffer b, int at, int length) {
    hash.hash(b, at, length);
    long low = hash.low();
    long high = hash.high();
    int slot = (int) Math.multiplyHigh(low & Long.MAX_VALUE, 2L * slots);
    while (true) {
      int i = slot * 3;
      if (table[i + 2] == 0 || (table[i] == low && table[i + 1] == high)) {
        return i;
      }
      slot = slot + 1 == slots ? 0 : slot + 1;
    }
  }
}
