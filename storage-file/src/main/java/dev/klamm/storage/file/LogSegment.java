package dev.klamm.storage.file;

/**
 * A stretch of a log as it lies in one file; immutable, though an open one grows with its runs.
 *
 * @param start offset of the first batch
 * @param endClip exclusive, or {@link #OPEN} for all that the runs hold and will hold
 * @param bytesBefore bytes of the runs before {@code start}
 * @param bytesClip bytes of the runs before {@code endClip}, unless that is open
 * @param maxTimestampClip the largest timestamp, unless open
 */
record LogSegment(
    LogRuns runs,
    long start,
    long endClip,
    long bytesBefore,
    long bytesClip,
    long maxTimestampClip) {

  static final long OPEN = Long.MAX_VALUE;
  static final LogSegment[] NONE = {};

  static LogSegment open(LogRuns runs) {
    return new LogSegment(runs, runs.startOffset(), OPEN, 0, 0, 0);
  }

  boolean isOpen() {
    return endClip == OPEN;
  }

  long end() {
    return isOpen() ? runs.endOffset() : endClip;
  }

  long bytes() {
    return (isOpen() ? runs.bytes() : bytesClip) - bytesBefore;
  }

  long maxTimestamp() {
    return isOpen() ? runs.maxTimestamp() : maxTimestampClip;
  }
}
