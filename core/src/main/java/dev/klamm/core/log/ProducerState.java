package dev.klamm.core.log;

import java.nio.ByteBuffer;

/**
 * What a partition knows of one idempotent producer: its epoch and its last five batches, so that a
 * batch sent again is recognised (KIP-98, KIP-360), and where its open transaction began.
 *
 * <p>The batches are a ring of primitive arrays, the newest at {@code (next - 1) mod 5}.
 */
final class ProducerState {

  /** As many batches as a client may have in flight. */
  static final int REMEMBERED_BATCHES = 5;

  /** There is no open transaction. */
  static final long NO_TRANSACTION = -1;

  /** No transaction was ended yet, or not by one that is known. */
  static final int NO_COORDINATOR = -1;

  private static final int SNAPSHOT_BATCH_BYTES = 4 + 4 + 8;

  private final int[] firstSequence = new int[REMEMBERED_BATCHES];
  private final int[] lastSequence = new int[REMEMBERED_BATCHES];
  private final long[] baseOffset = new long[REMEMBERED_BATCHES];
  private short epoch;
  private long lastTimestamp;
  private int count;
  private int next;
  private long transactionStart = NO_TRANSACTION;
  private int coordinatorEpoch = NO_COORDINATOR;

  ProducerState(short epoch) {
    this.epoch = epoch;
  }

  short epoch() {
    return epoch;
  }

  long lastTimestamp() {
    return lastTimestamp;
  }

  /** The first offset of the open transaction, or {@link #NO_TRANSACTION}. */
  long transactionStart() {
    return transactionStart;
  }

  int coordinatorEpoch() {
    return coordinatorEpoch;
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
    moveTo(batchEpoch);
    firstSequence[next] = first;
    lastSequence[next] = last;
    baseOffset[next] = offset;
    next = (next + 1) % REMEMBERED_BATCHES;
    count = Math.min(count + 1, REMEMBERED_BATCHES);
    lastTimestamp = Math.max(lastTimestamp, timestamp);
  }

  /** Takes note that a batch of a transaction lies at an offset. */
  void inTransaction(long offset) {
    if (transactionStart == NO_TRANSACTION) {
      transactionStart = offset;
    }
  }

  /** Takes note of a marker: the transaction, if any, is over, and the marker's epoch counts. */
  void endTransaction(short markerEpoch, long timestamp) {
    moveTo(markerEpoch);
    transactionStart = NO_TRANSACTION;
    lastTimestamp = Math.max(lastTimestamp, timestamp);
  }

  void coordinatorEpoch(int newEpoch) {
    coordinatorEpoch = newEpoch;
  }

  /** Sequences begin again with each epoch. */
  private void moveTo(short newEpoch) {
    if (newEpoch != epoch) {
      epoch = newEpoch;
      count = 0;
      next = 0;
    }
  }

  int snapshotSize() {
    return 2 + 8 + 8 + 4 + 1 + count * SNAPSHOT_BATCH_BYTES;
  }

  /**
   * Epoch i16, last timestamp i64, first offset of the open transaction i64, coordinator epoch i32,
   * count i8, then per batch, oldest first, first sequence i32, last sequence i32, base offset i64.
   */
  void writeTo(ByteBuffer out) {
    out.putShort(epoch).putLong(lastTimestamp);
    out.putLong(transactionStart).putInt(coordinatorEpoch).put((byte) count);
    for (int i = 0; i < count; i++) {
      int at = Math.floorMod(next - count + i, REMEMBERED_BATCHES);
      out.putInt(firstSequence[at]).putInt(lastSequence[at]).putLong(baseOffset[at]);
    }
  }

  /**
   * @param withTransaction whether it was written by a release that knew transactions
   */
  static ProducerState readFrom(ByteBuffer in, boolean withTransaction) {
    ProducerState state = new ProducerState(in.getShort());
    long timestamp = in.getLong();
    state.lastTimestamp = timestamp;
    if (withTransaction) {
      state.transactionStart = in.getLong();
      state.coordinatorEpoch = in.getInt();
    }
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
