package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.storage.LogId;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads the commits of a file in order and checks them. For one thread, while the store opens.
 *
 * <p>Memory stays small whatever the commits' size: a commit that does not fit in the window is
 * checked in pieces, and what is asked of it is read again.
 */
final class CommitCursor {

  private static final int WINDOW = 256 * 1024;

  /** So many zeros are the unwritten rest of a file, not a hole that something lies behind. */
  private static final int LONGEST_HOLE = 8 * 1024 * 1024;

  private final DiskFile io;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private final CRC32C crc = new CRC32C();
  private long windowStart;

  private JournalEnd end;
  private long position;
  private ByteBuffer directory = window;
  private int directoryAt;
  private int entriesLeft;
  private byte type;
  private int entryAt;
  private long payload;
  private long nextPayload;
  private long synced;

  /**
   * @param size where to stop reading
   */
  CommitCursor(DiskFile io, long size, JournalEnd start) {
    this.io = io;
    this.size = size;
    this.end = start;
  }

  /** The place behind the current commit, or the start. */
  JournalEnd end() {
    return end;
  }

  /** Moves to the next commit; false when there is no whole and valid one. */
  boolean next() throws IOException {
    long start = end.position();
    if (!isPlausible(start, end.sequence() + 1)) {
      return false;
    }
    int at = (int) (start - windowStart);
    int expected = window.getInt(at + JournalFormat.COMMIT_CRC);
    long length = window.getLong(at + JournalFormat.COMMIT_LENGTH);
    int directoryBytes = window.getInt(at + JournalFormat.COMMIT_DIRECTORY);
    int count = window.getInt(at + JournalFormat.COMMIT_COUNT);
    synced = window.getLong(at + JournalFormat.COMMIT_SYNCED);
    if (crcOf(start, length, end.chain()) != expected) {
      return false;
    }
    position = start;
    end = new JournalEnd(start + length, end.sequence() + 1, expected);
    entriesLeft = count;
    directory = bytes(start + JournalFormat.COMMIT_HEADER, directoryBytes);
    directoryAt = directory.position();
    nextPayload = start + JournalFormat.COMMIT_HEADER + directoryBytes;
    return true;
  }

  /** Whether what begins at a position looks like a commit of a given sequence. */
  private boolean isPlausible(long start, long sequence) throws IOException {
    if (!load(start, JournalFormat.COMMIT_HEADER)) {
      return false;
    }
    int at = (int) (start - windowStart);
    long length = window.getLong(at + JournalFormat.COMMIT_LENGTH);
    int directoryBytes = window.getInt(at + JournalFormat.COMMIT_DIRECTORY);
    return window.getInt(at) == JournalFormat.COMMIT_MAGIC
        && window.getLong(at + JournalFormat.COMMIT_SEQUENCE) == sequence
        && directoryBytes >= 0
        && length >= JournalFormat.COMMIT_HEADER + (long) directoryBytes
        && length <= size - start;
  }

  private int crcOf(long start, long length, int chain) throws IOException {
    crc.reset();
    ByteBuffer link = ByteBuffer.allocate(8);
    link.putInt(JournalFormat.COMMIT_MAGIC).putInt(chain).flip();
    crc.update(link);
    long at = start + 8;
    long stop = start + length;
    while (at < stop) {
      if (!load(at, 1)) {
        return ~chain;
      }
      int from = (int) (at - windowStart);
      int n = (int) Math.min(stop - at, window.limit() - from);
      crc.update(window.duplicate().position(from).limit(from + n));
      at += n;
    }
    return (int) crc.getValue();
  }

  /** Makes sure that bytes are in the window; false when the file ends before them. */
  private boolean load(long start, int bytes) throws IOException {
    if (start >= windowStart && start + bytes <= windowStart + window.limit()) {
      return true;
    }
    if (start + bytes > size) {
      return false;
    }
    windowStart = start;
    window.clear().limit((int) Math.min(WINDOW, size - start));
    io.read(window, start);
    window.flip();
    return window.limit() >= bytes;
  }

  /** Bytes of the current commit; leaves the window as it is, since the directory may lie there. */
  private ByteBuffer bytes(long start, int length) throws IOException {
    if (start >= windowStart && start + length <= windowStart + window.limit()) {
      int from = (int) (start - windowStart);
      return window.duplicate().position(from).limit(from + length);
    }
    ByteBuffer b = ByteBuffer.allocate(length);
    if (io.read(b, start) < length) {
      throw new EOFException("file ends within the commit at position " + position);
    }
    return b.flip();
  }

  /** The last commit that was on disk when the current one was written. */
  long synced() {
    return synced;
  }

  long position() {
    return position;
  }

  /** Moves to the next directory entry of the current commit; false at their end. */
  boolean nextEntry() throws IOException {
    if (entriesLeft == 0) {
      return false;
    }
    entriesLeft--;
    entryAt = directoryAt;
    type = entryAt < directory.limit() ? directory.get(entryAt) : 0;
    int entrySize = JournalFormat.entrySize(type);
    if (entrySize == 0 || entrySize > directory.limit() - entryAt) {
      throw new IOException("unknown directory entry " + type + " at position " + position);
    }
    directoryAt += entrySize;
    payload = nextPayload;
    nextPayload += RunScan.payloadLength(directory, entryAt, type);
    if (nextPayload > end.position()) {
      throw new IOException("payload beyond its commit at position " + position);
    }
    return true;
  }

  byte type() {
    return type;
  }

  /** Where the entry's payload begins. */
  long payload() {
    return payload;
  }

  LogId log() {
    return new LogId(
        new Uuid(directory.getLong(entryAt + 1), directory.getLong(entryAt + 9)),
        directory.getInt(entryAt + 17));
  }

  /** Base offset, or the new start of a trim. */
  long offset() {
    return directory.getLong(entryAt + 21);
  }

  long endOffset() {
    return directory.getLong(entryAt + 29);
  }

  long maxTimestamp() {
    return directory.getLong(entryAt + 37);
  }

  int length() {
    return directory.getInt(entryAt + 45);
  }

  int epoch() {
    return directory.getInt(entryAt + 1);
  }

  byte[] key() throws IOException {
    return copy(payload, directory.getInt(entryAt + 1));
  }

  byte[] value() throws IOException {
    return copy(payload + directory.getInt(entryAt + 1), directory.getInt(entryAt + 5));
  }

  private byte[] copy(long start, int length) throws IOException {
    byte[] copy = new byte[length];
    bytes(start, length).get(copy);
    return copy;
  }

  /**
   * Whether anything behind the current end proves that the commit which should follow was on disk
   * once: two commits in a row that fit each other, the second of which says so.
   */
  boolean laterCommitProvesLoss() throws IOException {
    long lost = end.sequence() + 1;
    for (long at = end.position(); at + JournalFormat.COMMIT_HEADER <= size; at++) {
      at = nextMagic(at);
      if (at < 0) {
        return false;
      }
      if (proves(at, lost)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a commit that begins here proves it; for a file that nothing is known to be in. */
  boolean firstCommitProvesLoss() throws IOException {
    return proves(JournalFormat.FILE_HEADER, end.sequence() + 1);
  }

  private long nextMagic(long from) throws IOException {
    long at = from;
    long zerosFrom = from;
    while (load(at, 4) && at - zerosFrom < LONGEST_HOLE) {
      int i = (int) (at - windowStart);
      int stop = window.limit() - 3;
      while (i < stop) {
        if (i + 8 <= stop && window.getLong(i) == 0) {
          i += 8;
          continue;
        }
        zerosFrom = windowStart + i;
        if (window.getInt(i) == JournalFormat.COMMIT_MAGIC) {
          return windowStart + i;
        }
        i++;
      }
      at = windowStart + i;
    }
    return -1;
  }

  private boolean proves(long at, long lost) throws IOException {
    if (!load(at, JournalFormat.COMMIT_HEADER)) {
      return false;
    }
    int i = (int) (at - windowStart);
    long sequence = window.getLong(i + JournalFormat.COMMIT_SEQUENCE);
    long length = window.getLong(i + JournalFormat.COMMIT_LENGTH);
    int chain = window.getInt(i + JournalFormat.COMMIT_CRC);
    if (sequence < lost || length < JournalFormat.COMMIT_HEADER || length > size - at) {
      return false;
    }
    JournalEnd before = end;
    try {
      end = new JournalEnd(at + length, sequence, chain);
      return next() && synced >= lost;
    } finally {
      end = before;
    }
  }
}
