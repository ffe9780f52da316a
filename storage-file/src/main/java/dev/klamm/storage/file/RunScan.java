package dev.klamm.storage.file;

import dev.klamm.api.storage.CorruptStoreException;
import dev.klamm.api.storage.LogId;
import java.nio.ByteBuffer;

/**
 * Finds the runs of one log in a file: goes to the index entry before an offset, then from commit
 * to commit by their headers and directories. For one thread.
 */
final class RunScan {

  private static final int WINDOW = 8 * 1024;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final JournalFile file;
  private final LogRuns runs;
  private final RunIndex index;
  private final long endOffset;
  private ByteBuffer window = NOTHING;
  private long windowStart;

  private int entry;
  private long commitPosition;
  private long nextCommit;
  private int entriesLeft;
  private int directoryAt;
  private int directoryIndex;
  private long payloadAt;

  private long from;
  private long base;
  private long end;
  private long position;
  private long length;
  private long maxTimestamp;

  /**
   * @param from below the runs' end; runs that end at or before this offset are passed over
   * @param to runs that begin at or after it end the scan; at most the runs' end
   */
  RunScan(LogRuns runs, RunIndex index, long from, long to) {
    this.file = runs.file();
    this.runs = runs;
    this.index = index;
    this.from = from;
    this.endOffset = to;
    this.entry = index.find(from);
    this.end = Long.MIN_VALUE;
    nextCommit = index.count() == 0 ? -1 : index.commitPosition(entry);
  }

  /** Moves to the next run; false when there is none before the end. */
  boolean next() {
    if (nextCommit < 0) {
      return false;
    }
    while (true) {
      while (entriesLeft > 0) {
        if (matches()) {
          return base < endOffset;
        }
      }
      if (end >= endOffset) {
        return false;
      }
      enterCommit();
    }
  }

  /** Begins at a commit instead, which no run that counts lies before. */
  RunScan startingAt(long commit) {
    nextCommit = Math.max(nextCommit, commit);
    return this;
  }

  private void enterCommit() {
    jump();
    commitPosition = nextCommit;
    if (commitPosition >= file.dataEnd()) {
      throw corrupt("ends too early");
    }
    int at = ensure(commitPosition, JournalFormat.COMMIT_HEADER);
    long commitLength = window.getLong(at + JournalFormat.COMMIT_LENGTH);
    int directory = window.getInt(at + JournalFormat.COMMIT_DIRECTORY);
    if (window.getInt(at) != JournalFormat.COMMIT_MAGIC
        || directory < 0
        || commitLength < JournalFormat.COMMIT_HEADER + (long) directory
        || commitLength > file.dataEnd() - commitPosition) {
      throw corrupt("no commit");
    }
    entriesLeft = window.getInt(at + JournalFormat.COMMIT_COUNT);
    payloadAt = commitPosition + JournalFormat.COMMIT_HEADER + directory;
    nextCommit = commitPosition + commitLength;
    directoryAt = JournalFormat.COMMIT_HEADER;
    directoryIndex = ensure(commitPosition + directoryAt, directory);
  }

  /** Leaps over commits that hold nothing of this log: had they, the index would say so. */
  private void jump() {
    int count = index.count();
    while (entry + 1 < count && index.commitPosition(entry + 1) <= nextCommit) {
      entry++;
    }
    if (entry + 1 < count && nextCommit - index.batchPosition(entry) >= RunIndex.SPACING) {
      entry++;
      nextCommit = index.commitPosition(entry);
    }
  }

  /** Takes in one directory entry, and says whether it is a run that counts. */
  private boolean matches() {
    ByteBuffer b = window;
    int at = directoryIndex;
    byte type = b.get(at);
    int size = JournalFormat.entrySize(type);
    if (size == 0) {
      throw corrupt("unknown entry in the directory of the commit");
    }
    entriesLeft--;
    directoryIndex += size;
    long payload = payloadAt;
    payloadAt += payloadLength(b, at, type);
    if (type != runs.entryType() || payload < runs.position() || !sameLog(b, at)) {
      return false;
    }
    end = b.getLong(at + 29);
    if (end <= from) {
      return false;
    }
    base = b.getLong(at + 21);
    maxTimestamp = b.getLong(at + 37);
    length = b.getInt(at + 45);
    position = payload;
    return true;
  }

  private boolean sameLog(ByteBuffer b, int at) {
    LogId log = runs.log();
    return b.getInt(at + 17) == log.partition()
        && b.getLong(at + 9) == log.topicId().leastSignificantBits()
        && b.getLong(at + 1) == log.topicId().mostSignificantBits();
  }

  static long payloadLength(ByteBuffer b, int at, byte type) {
    return switch (type) {
      case JournalFormat.APPEND, JournalFormat.REPLACE -> b.getInt(at + 45);
      case JournalFormat.PUT -> (long) b.getInt(at + 1) + b.getInt(at + 5);
      case JournalFormat.DELETE -> b.getInt(at + 1);
      default -> 0;
    };
  }

  /** Gives the index in the window of bytes of the file, reading them if need be. */
  private int ensure(long start, int bytes) {
    long index = start - windowStart;
    if (index >= 0 && index + bytes <= window.limit()) {
      return (int) index;
    }
    int wanted = (int) Math.min(Math.max(bytes, WINDOW), file.dataEnd() - start);
    if (wanted > window.capacity()) {
      window = ByteBuffer.allocate(wanted);
    }
    windowStart = start;
    window.clear().limit(Math.max(0, Math.min(window.capacity(), wanted)));
    int n = file.read(window, start);
    window.flip();
    if (n < bytes) {
      throw corrupt("ends too early");
    }
    return 0;
  }

  private CorruptStoreException corrupt(String what) {
    return new CorruptStoreException(
        what + " at position " + commitPosition + " of " + file + ", looking for " + runs.log());
  }

  LogRuns runs() {
    return runs;
  }

  long base() {
    return base;
  }

  long end() {
    return end;
  }

  long length() {
    return length;
  }

  long maxTimestamp() {
    return maxTimestamp;
  }

  /** Where the commit of the run begins. */
  long commitPosition() {
    return commitPosition;
  }

  /** Where the run begins. */
  long position() {
    return position;
  }

  /** Where to begin walking for the first offset asked for: an index entry within the run helps. */
  long walkFrom() {
    long known = index.count() == 0 ? 0 : index.batchPosition(entry);
    return known > position && known < position + length && index.base(entry) <= from
        ? known
        : position;
  }
}
