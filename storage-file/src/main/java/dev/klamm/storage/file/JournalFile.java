package dev.klamm.storage.file;

import dev.klamm.api.record.FileRecords;
import dev.klamm.api.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
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

  private static final int SHUTTING = -1;

  private static final InRing NOT_IN_RING = new InRing(Long.MAX_VALUE, 0);

  private final Disk disk;
  private final Path path;
  private final int kind;
  private final long number;
  private final @Nullable TailRing ring;
  private final OpenFiles openFiles;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** Reads and views that need the file open; {@link #SHUTTING} keeps new ones out. */
  private final AtomicInteger users = new AtomicInteger();

  private volatile long lastUse;

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

  JournalFile(
      Disk disk, Path path, int kind, long number, @Nullable TailRing ring, OpenFiles openFiles) {
    this.disk = disk;
    this.openFiles = openFiles;
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
    if (value) {
      openFiles.shutSome();
    }
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
      openFiles.closed(this);
      file.close();
    }
  }

  long lastUse() {
    return lastUse;
  }

  /** Whether it is open and nobody needs that: nothing is written to it any more. */
  boolean mayShut() {
    return sealed && forced && opened != null && users.get() == 0;
  }

  /** Closes the file until it is read again, unless somebody uses it; whether it did. */
  boolean shut() {
    if (!mayShut() || !users.compareAndSet(0, SHUTTING)) {
      return false;
    }
    try {
      close();
    } catch (IOException e) {
      LOG.warn("cannot close {}: {}", path, e.toString());
    } finally {
      users.set(0);
    }
    return true;
  }

  /** Keeps the file from being shut, until {@link #unuse}. For holders only. */
  private DiskFile use() throws IOException {
    int n = users.get();
    while (n == SHUTTING || !users.compareAndSet(n, n + 1)) {
      Thread.onSpinWait();
      n = users.get();
    }
    lastUse = openFiles.now();
    try {
      return io();
    } catch (IOException | RuntimeException e) {
      unuse();
      throw e;
    }
  }

  private void unuse() {
    users.decrementAndGet();
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
    openFiles.opened(this);
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
      openFiles.opened(this);
    }
    return file;
  }

  /** A view of a stretch, which keeps the file, and keeps it open. For holders only. */
  FileRecords view(long position, int length) {
    if (!acquire()) {
      throw new IllegalStateException(this + " is not held");
    }
    try {
      return new FileRecords(use().channel(), position, length, this::endView);
    } catch (IOException e) {
      release();
      throw unreadable(position, e);
    }
  }

  private void endView() {
    unuse();
    release();
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
      DiskFile file = use();
      try {
        return file.read(to, position);
      } finally {
        unuse();
      }
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
