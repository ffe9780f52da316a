package dev.klamm.storage.file;

import dev.klamm.api.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of batches, shared by the store and by views, and closed by whoever lets go of it last.
 * Doomed files are deleted then, after they were closed. Any thread may read.
 */
final class JournalFile {

  private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

  /** The first position that is in the ring, and what the ring calls it. */
  private record InRing(long position, long name) {}

  private static final InRing NOT_IN_RING = new InRing(Long.MAX_VALUE, 0);

  private final Disk disk;
  private final Path path;
  private final int kind;
  private final long number;
  private final @Nullable TailRing ring;
  private final AtomicInteger holders = new AtomicInteger(1);

  private volatile @Nullable DiskFile opened;
  private volatile boolean doomed;

  private volatile InRing inRing = NOT_IN_RING;
  private volatile boolean sealed;
  private volatile boolean forced;
  private volatile long dataEnd;

  /** What was written here while the file was open for that, in the order it began. */
  private final List<LogRuns> runs = new ArrayList<>();

  /** Segments of logs that live here, and their bytes; changed by the engine's thread only. */
  private volatile int liveSegments;

  private volatile long liveBytes;

  JournalFile(Disk disk, Path path, int kind, long number, @Nullable TailRing ring) {
    this.disk = disk;
    this.path = path;
    this.kind = kind;
    this.number = number;
    this.ring = ring;
  }

  Path path() {
    return path;
  }

  int kind() {
    return kind;
  }

  long number() {
    return number;
  }

  /** One past the last commit. */
  long dataEnd() {
    return dataEnd;
  }

  void dataEnd(long position) {
    dataEnd = position;
  }

  /** Whether the footer is written: nothing is added any more. */
  boolean sealed() {
    return sealed;
  }

  void sealed(boolean value) {
    sealed = value;
  }

  /** Whether all that will ever be written here is on disk. */
  boolean forced() {
    return forced;
  }

  void forced(boolean value) {
    forced = value;
  }

  /** Belongs to who writes the file, and to the housekeeper once that is over. */
  List<LogRuns> runs() {
    return runs;
  }

  int liveSegments() {
    return liveSegments;
  }

  long liveBytes() {
    return liveBytes;
  }

  void live(int segments, long bytes) {
    liveSegments += segments;
    liveBytes += bytes;
  }

  /** Says that from now on what is written at {@code position} is appended to the ring too. */
  void ringAt(long position) {
    if (ring != null) {
      inRing = new InRing(position, ring.high());
    }
  }

  /** Takes hold of the file, or gives false when it is gone. */
  boolean acquire() {
    int n;
    do {
      n = holders.get();
      if (n == 0) {
        return false;
      }
    } while (!holders.compareAndSet(n, n + 1));
    return true;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      dispose();
    }
  }

  /** Marks the file for deletion once nobody holds it. */
  void doom() {
    doomed = true;
  }

  private void dispose() {
    try {
      close();
      if (doomed) {
        disk.delete(path);
      }
    } catch (IOException e) {
      LOG.warn("cannot dispose of {}: {}", path, e.toString());
    }
  }

  private synchronized void close() throws IOException {
    DiskFile file = opened;
    if (file != null) {
      opened = null;
      file.close();
    }
  }

  /** The open file; opens it when this is the first use. For holders only. */
  DiskFile io() throws IOException {
    DiskFile file = opened;
    return file != null ? file : open();
  }

  /** Makes the file, empty, and opens it. */
  synchronized DiskFile create() throws IOException {
    DiskFile file = disk.create(path);
    opened = file;
    return file;
  }

  private synchronized DiskFile open() throws IOException {
    DiskFile file = opened;
    if (file == null) {
      if (holders.get() == 0) {
        throw new ClosedChannelException();
      }
      file = disk.open(path);
      opened = file;
    }
    return file;
  }

  FileChannel channel() {
    try {
      return io().channel();
    } catch (IOException e) {
      throw unreadable(0, e);
    }
  }

  /** Reads until the buffer is full or the file ends. */
  int read(ByteBuffer to, long position) {
    int wanted = to.remaining();
    InRing known = inRing;
    if (position >= known.position()
        && position + wanted <= dataEnd
        && ring != null
        && ring.read(known.name() + (position - known.position()), to)) {
      return wanted;
    }
    try {
      return io().read(to, position);
    } catch (IOException e) {
      throw unreadable(position, e);
    }
  }

  private StorageException unreadable(long position, IOException e) {
    return new StorageException("cannot read " + path + " at position " + position + ": " + e, e);
  }

  @Override
  public String toString() {
    return String.valueOf(path.getFileName());
  }
}
