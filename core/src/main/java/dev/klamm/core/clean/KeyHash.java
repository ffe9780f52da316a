package dev.klamm.core.clean;

import java.nio.ByteBuffer;

/**
 * SipHash-2-4 with 128 bits of result: two keys of a log never share a hash by chance, and nobody
 * who does not know the seed can make them. One thread at a time; a result is read from {@link
 * #high} and {@link #low} before the next one.
 */
final class KeyHash {

  private static final int COMPRESSION_ROUNDS = 2;
  private static final int FINAL_ROUNDS = 4;

  private final long seed0;
  private final long seed1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long low;
  private long high;

  KeyHash(long seed0, long seed1) {
    this.seed0 = seed0;
    this.seed1 = seed1;
  }

  /** Hashes a range of a big-endian buffer, by absolute positions. */
  void hash(ByteBuffer b, int at, int length) {
    v0 = seed0 ^ 0x736f6d6570736575L;
    v1 = seed1 ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = seed0 ^ 0x6c7967656e657261L;
    v3 = seed1 ^ 0x7465646279746573L;
    int words = at + (length & ~7);
    for (int i = at; i < words; i += Long.BYTES) {
      add(Long.reverseBytes(b.getLong(i)));
    }
    long last = (long) length << 56;
    for (int i = 0; i < (length & 7); i++) {
      last |= (b.get(words + i) & 0xffL) << 8 * i;
    }
    add(last);
    v2 ^= 0xee;
    rounds(FINAL_ROUNDS);
    low = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xdd;
    rounds(FINAL_ROUNDS);
    high = v0 ^ v1 ^ v2 ^ v3;
  }

  private void add(long word) {
    v3 ^= word;
    rounds(COMPRESSION_ROUNDS);
    v0 ^= word;
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }

  long low() {
    return low;
  }

  long high() {
    return high;
  }
}
