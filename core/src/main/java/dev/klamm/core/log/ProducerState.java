package dev.klamm.core.log;

import java.nio.ByteBuffer;

/**
 * What a partition knows of one idempotent producer: its epoch and its last five batches, so that a
 * batch sent again is recognised (KIP-98, KIP-360).
 *
 * <p>The batches are a ring of primitive arrays, the newest at {@code (next - 1) mod 5}.
 */
final class ProducerState {

  /** As many batches as a client may have in flight. */
  static final int REMEMBERED_BATCHES = 5;

  private static final int SNAPSHOT_BATCH_BYTES = 4 + 4 + 8;

  private final int[] firstSequence = new int[REMEMBERED_BATCHES];
  private final int[] lastSequence = new int[REMEMBERED_BATCHES];
  private final long[] baseOffset = new long[REMEMBERED_BATCHES];
  private short epoch;
  private long lastTimestamp;
  private int count;
  private int next;

  ProducerState(short epoch) {
    this.epoch = epoch;
  }

  short epoch() {
    return epoch;
  }

  long lastTimestamp() {
    return lastTimestamp;
  }

  boolean isEmpty() {
    return count == 0;
  }

  int lastSequence() {
    return lastSequence[newest()];
  }

  long lastBaseOffset() {
    return baseOffset[newest()];
  }

  /** The base offset under which the same sequences were stored before, or -1. */
  long offsetOfDuplicate(int first, int last) {
    for (int i = 0; i < count; i++) {
      if (firstSequence[i] == first && lastSequence[i] == last) {
        return baseOffset[i];
      }
    }
    return -1;
  }

  void add(short batchEpoch, int first, int last, long offset, long timestamp) {
    if (batchEpoch != epoch) {
      epoch = batchEpoch;
      count = 0;
      next = 0;
    }
    firstSequence[next] = first;
    lastSequence[next] = last;
    baseOffset[next] = offset;
    next = (next + 1) % REMEMBERED_BATCHES;
    count = Math.min(count + 1, REMEMBERED_BATCHES);
    lastTimestamp = Math.max(lastTimestamp, timestamp);
  }

  int snapshotSize() {
    return 2 + 8 + 1 + count * SNAPSHOT_BATCH_BYTES;
  }

  /**
   * Epoch i16, last timestamp i64, count i8, then per batch, oldest first, first sequence i32, last
   * sequence i32, base offset i64.
   */
  void writeTo(ByteBuffer out) {
    out.putShort(epoch).putLong(lastTimestamp).put((byte) count);
    for (int i = 0; i < count; i++) {
      int at = Math.floorMod(next - count + i, REMEMBERED_BATCHES);
      out.putInt(firstSequence[at]).putInt(lastSequence[at]).putLong(baseOffset[at]);
    }
  }

  static ProducerState readFrom(ByteBuffer in) {
    ProducerState state = new ProducerState(in.getShort());
    long timestamp = in.getLong();
    int count = in.get();
    for (int i = 0; i < count; i++) {
      state.add(state.epoch, in.getInt(), in.getInt(), in.getLong(), timestamp);
    }
    return state;
  }

  private int newest() {
    return Math.floorMod(next - 1, REMEMBERED_BATCHES);
  }
}
