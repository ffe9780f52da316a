package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.storage.CorruptStoreException;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads what {@link CheckpointWriter} wrote. */
final class CheckpointReader {

  /** What a checkpoint says, with files and runs still by name. */
  record Checkpoint(long file, JournalEnd end, int epoch, List<Log> logs) {}

  record Log(LogId id, long start, long end, List<Segment> segments) {}

  record Segment(
      int fileKind,
      long fileNumber,
      boolean fileSealed,
      long fileDataEnd,
      byte runsType,
      long runsPosition,
      long runsStart,
      long runsEnd,
      long runsBytes,
      long runsMaxTimestamp,
      long indexPosition,
      int indexCount,
      long start,
      long endClip,
      long bytesBefore,
      long bytesClip,
      long maxTimestampClip) {}

  private static final int WINDOW = 256 * 1024;
  private static final int HEADER = 60;

  private final Path path;
  private final DiskFile io;
  private final long size;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long next;

  private CheckpointReader(Path path, DiskFile io) throws IOException {
    this.path = path;
    this.io = io;
    this.size = io.size();
  }

  /** Reads a checkpoint, and its keys into the given ones. */
  static Checkpoint read(Path path, DiskFile io, Uuid store, SortedKeys keys) throws IOException {
    CheckpointReader reader = new CheckpointReader(path, io);
    reader.checkCrc();
    return reader.read(store, keys);
  }

  private void checkCrc() throws IOException {
    long stop = size - 4;
    if (stop < HEADER) {
      throw damaged();
    }
    ByteBuffer b = ByteBuffer.allocate(WINDOW);
    for (long at = 0; at < stop; at += b.limit()) {
      b.clear().limit((int) Math.min(WINDOW, stop - at));
      if (io.read(b, at) < b.limit()) {
        throw damaged();
      }
      crc.update(b.array(), 0, b.limit());
    }
    b.clear().limit(4);
    if (io.read(b, stop) < 4 || b.getInt(0) != (int) crc.getValue()) {
      throw damaged();
    }
  }

  private Checkpoint read(Uuid store, SortedKeys keys) throws IOException {
    ByteBuffer b = need(HEADER);
    if (b.getLong() != CheckpointWriter.MAGIC) {
      throw damaged();
    }
    int version = b.getInt();
    if (version != JournalFormat.VERSION) {
      throw new UnsupportedFormatException(
          path + " is of format version " + version + ", known is " + JournalFormat.VERSION);
    }
    if (!new Uuid(b.getLong(), b.getLong()).equals(store)) {
      throw new CorruptStoreException(path + " belongs to another store");
    }
    long sequence = b.getLong();
    long file = b.getLong();
    JournalEnd end = new JournalEnd(b.getLong(), sequence, b.getInt());
    int epoch = b.getInt();
    List<Log> logs = new ArrayList<>();
    byte item;
    while ((item = need(1).get()) != CheckpointWriter.END) {
      if (item == CheckpointWriter.LOG) {
        logs.add(log());
      } else {
        key(keys);
      }
    }
    return new Checkpoint(file, end, epoch, logs);
  }

  private Log log() throws IOException {
    ByteBuffer b = need(40);
    LogId id = new LogId(new Uuid(b.getLong(), b.getLong()), b.getInt());
    long start = b.getLong();
    long end = b.getLong();
    int count = b.getInt();
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      segments.add(segment());
    }
    return new Log(id, start, end, segments);
  }

  private Segment segment() throws IOException {
    ByteBuffer b = need(111);
    return new Segment(
        b.get(),
        b.getLong(),
        b.get() != 0,
        b.getLong(),
        b.get(),
        b.getLong(),
        b.getLong(),
        b.getLong(),
        b.getLong(),
        b.getLong(),
        b.getLong(),
        b.getInt(),
        b.getLong(),
        b.getLong(),
        b.getLong(),
        b.getLong(),
        b.getLong());
  }

  private void key(SortedKeys keys) throws IOException {
    ByteBuffer b = need(8);
    byte[] key = new byte[b.getInt()];
    byte[] value = new byte[b.getInt()];
    bytes(key);
    bytes(value);
    keys.put(key, value);
  }

  private void bytes(byte[] to) throws IOException {
    int at = 0;
    while (at < to.length) {
      int n = Math.min(to.length - at, Math.max(1, window.remaining()));
      need(n).get(to, at, n);
      at += n;
    }
  }

  private ByteBuffer need(int bytes) throws IOException {
    if (window.remaining() < bytes) {
      long from = next - window.remaining();
      window.clear();
      io.read(window, from);
      window.flip();
      next = from + window.limit();
      if (window.remaining() < bytes) {
        throw damaged();
      }
    }
    return window;
  }

  private CorruptStoreException damaged() {
    return new CorruptStoreException("the checkpoint " + path + " is damaged");
  }
}
