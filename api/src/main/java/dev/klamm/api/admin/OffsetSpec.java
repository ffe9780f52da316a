package dev.klamm.api.admin;

/**
 * Which offset of a partition is wanted.
 *
 * @since 0.1
 */
public sealed interface OffsetSpec {
  /**
   * The offset behind the last record: the high watermark, or with {@code read_committed} the last
   * stable offset.
   */
  static OffsetSpec latest() {
    return Latest.INSTANCE;
  }

  /** The offset of the first record that the partition still has. */
  static OffsetSpec earliest() {
    return Earliest.INSTANCE;
  }

  /**
   * The first record whose timestamp is at or after this one.
   *
   * @param timestamp in milliseconds since 1970
   */
  static OffsetSpec forTimestamp(long timestamp) {
    return new Timestamp(timestamp);
  }

  /** The record with the greatest timestamp (KIP-734). */
  static OffsetSpec maxTimestamp() {
    return MaxTimestamp.INSTANCE;
  }

  /** The first record on the broker's own disk (KIP-405). */
  static OffsetSpec earliestLocal() {
    return EarliestLocal.INSTANCE;
  }

  /** The last record in the remote tier (KIP-1005). */
  static OffsetSpec latestTiered() {
    return LatestTiered.INSTANCE;
  }

  /** The first record that is not in the remote tier yet (KIP-1023). */
  static OffsetSpec earliestPendingUpload() {
    return EarliestPendingUpload.INSTANCE;
  }

  /**
   * The number that stands for it on the wire: a timestamp, or a negative number with a meaning of
   * its own.
   */
  long wireTimestamp();

  /** See {@link OffsetSpec#latest()}. */
  enum Latest implements OffsetSpec {
    INSTANCE;

    @Override
    public long wireTimestamp() {
      return -1;
    }
  }

  /** See {@link OffsetSpec#earliest()}. */
  enum Earliest implements OffsetSpec {
    INSTANCE;

    @Override
    public long wireTimestamp() {
      return -2;
    }
  }

  /** See {@link OffsetSpec#maxTimestamp()}. */
  enum MaxTimestamp implements OffsetSpec {
    INSTANCE;

    @Override
    public long wireTimestamp() {
      return -3;
    }
  }

  /** See {@link OffsetSpec#earliestLocal()}. */
  enum EarliestLocal implements OffsetSpec {
    INSTANCE;

    @Override
    public long wireTimestamp() {
      return -4;
    }
  }

  /** See {@link OffsetSpec#latestTiered()}. */
  enum LatestTiered implements OffsetSpec {
    INSTANCE;

    @Override
    public long wireTimestamp() {
      return -5;
    }
  }

  /** See {@link OffsetSpec#earliestPendingUpload()}. */
  enum EarliestPendingUpload implements OffsetSpec {
    INSTANCE;

    @Override
    public long wireTimestamp() {
      return -6;
    }
  }

  /** See {@link OffsetSpec#forTimestamp(long)}. */
  record Timestamp(long wireTimestamp) implements OffsetSpec {
    public Timestamp {
      if (wireTimestamp < 0) {
        throw new IllegalArgumentException(
            "timestamp is " + wireTimestamp + ", but must be 0 or more");
      }
    }
  }
}
