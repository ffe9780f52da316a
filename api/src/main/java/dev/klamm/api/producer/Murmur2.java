package dev.klamm.api.producer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash2 of 32 bits with the seed that all Kafka clients use, so that a key meets the same
 * partition from each.
 *
 * @since 0.1
 */
public final class Murmur2 {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SEED = 0x9747b28c;
  private static final int M = 0x5bd1e995;
  private static final int R = 24;

  private Murmur2() {}

  /** The hash of some bytes; any int. */
  public static int hash(byte[] data) {
    return hash(data, 0, data.length);
  }

  static int hash(byte[] data, int from, int length) {
    int hash = SEED ^ length;
    int wholeInts = length & ~3;
    for (int i = 0; i < wholeInts; i += Integer.BYTES) {
      int part = (int) INT.get(data, from + i) * M;
      hash = hash * M ^ (part ^ part >>> R) * M;
    }
    return finish(hash, data, from + wholeInts, length - wholeInts);
  }

  private static int finish(int hash, byte[] data, int from, int rest) {
    int tail = 0;
    for (int i = rest - 1; i >= 0; i--) {
      tail = tail << 8 | data[from + i] & 0xff;
    }
    int mixed = rest == 0 ? hash : (hash ^ tail) * M;
    mixed = (mixed ^ mixed >>> 13) * M;
    return mixed ^ mixed >>> 15;
  }

  /**
   * Where Kafka's clients put a hash: its sign bit is cleared, then it is taken modulo the count.
   */
  static int toPartition(int hash, int count) {
    return (hash & 0x7fffffff) % count;
  }
}
