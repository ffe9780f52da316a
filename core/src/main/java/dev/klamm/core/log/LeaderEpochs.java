package dev.klamm.core.log;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Which leader epoch began at which offset (KIP-101, KIP-320). Immutable. */
public final class LeaderEpochs {

  /** No epoch, or no offset, is known. */
  public static final int UNKNOWN = -1;

  static final LeaderEpochs NONE = new LeaderEpochs(new int[0], new long[0]);

  private final int[] epochs;
  private final long[] startOffsets;

  private LeaderEpochs(int[] epochs, long[] startOffsets) {
    this.epochs = epochs;
    this.startOffsets = startOffsets;
  }

  /** An epoch and where it ends. */
  public record EpochEnd(int epoch, long endOffset) {}

  int latest() {
    return epochs.length == 0 ? UNKNOWN : epochs[epochs.length - 1];
  }

  LeaderEpochs begin(int epoch, long startOffset) {
    int n = epochs.length;
    int[] moreEpochs = Arrays.copyOf(epochs, n + 1);
    long[] moreOffsets = Arrays.copyOf(startOffsets, n + 1);
    moreEpochs[n] = epoch;
    moreOffsets[n] = startOffset;
    return new LeaderEpochs(moreEpochs, moreOffsets);
  }

  /** Forgets epochs that ended at or before the log's start. */
  LeaderEpochs trim(long startOffset) {
    int keep = 0;
    while (keep + 1 < epochs.length && startOffsets[keep + 1] <= startOffset) {
      keep++;
    }
    return keep == 0
        ? this
        : new LeaderEpochs(
            Arrays.copyOfRange(epochs, keep, epochs.length),
            Arrays.copyOfRange(startOffsets, keep, startOffsets.length));
  }

  /**
   * The largest epoch up to the one asked for that wrote anything, and the offset where the next
   * one begins.
   */
  EpochEnd endOf(int epoch, int currentEpoch, long endOffset) {
    if (epoch == currentEpoch) {
      return new EpochEnd(epoch, endOffset);
    }
    if (epoch > currentEpoch || epochs.length == 0 || epoch < epochs[0]) {
      return new EpochEnd(UNKNOWN, UNKNOWN);
    }
    int at = Arrays.binarySearch(epochs, epoch);
    int floor = at >= 0 ? at : -at - 2;
    long end = floor + 1 < epochs.length ? startOffsets[floor + 1] : endOffset;
    return new EpochEnd(epochs[floor], end);
  }

  /** The epoch that an offset was written in, or {@link #UNKNOWN}. */
  public int epochAt(long offset) {
    int found = UNKNOWN;
    for (int i = 0; i < epochs.length && startOffsets[i] <= offset; i++) {
      found = epochs[i];
    }
    return found;
  }

  /** Count i32, then per epoch its number i32 and start offset i64. */
  byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(4 + epochs.length * 12);
    out.putInt(epochs.length);
    for (int i = 0; i < epochs.length; i++) {
      out.putInt(epochs[i]).putLong(startOffsets[i]);
    }
    return out.array();
  }

  static LeaderEpochs fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int count = in.getInt();
    int[] epochs = new int[count];
    long[] startOffsets = new long[count];
    for (int i = 0; i < count; i++) {
      epochs[i] = in.getInt();
      startOffsets[i] = in.getLong();
    }
    return new LeaderEpochs(epochs, startOffsets);
  }
}
