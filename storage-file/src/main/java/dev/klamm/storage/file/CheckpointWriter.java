package dev.klamm.storage.file;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.storage.LogId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes a checkpoint.
 *
 * <pre>
 *  magic i64 | version i32 | store id 16 | sequence i64 | journal file i64 | position i64 |
 *  chain u32 | epoch i32
 *  logs:  1 i8 | log id 20 | start i64 | end i64 | count of segments i32 | segments
 *         segment: file kind i8, number i64, sealed i8, data end i64 |
 *                  runs: type i8, position, start, end, bytes, max timestamp i64,
 *                        index position i64, entries i32 |
 *                  start, end, bytes before, bytes at the end, max timestamp i64
 *  keys:  2 i8 | key length i32 | value length i32 | key | value
 *  end:   0 i8 | crc u32 of everything before
 * </pre>
 */
final class CheckpointWriter {

  static final long MAGIC = 0x4b4c414d4d434b50L; // KLAMMCKP
  static final byte LOG = 1;
  static final byte KEY = 2;
  static final byte END = 0;

  private static final int BUFFER = 256 * 1024;
  private static final int LONGEST_ITEM = 256;

  private final DiskFile io;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final CRC32C crc = new CRC32C();
  private long position;

  private CheckpointWriter(DiskFile io) {
    this.io = io;
  }

  /** Writes to an empty file; gives the bytes written. */
  static long write(DiskFile io, Uuid store, Catalog catalog, SortedKeys keys) throws IOException {
    CheckpointWriter writer = new CheckpointWriter(io);
    writer.header(store, catalog);
    for (Catalog.Log log : catalog.logs()) {
      writer.log(log);
    }
    for (Map.Entry<byte[], byte[]> entry : keys.all()) {
      writer.key(entry.getKey(), entry.getValue());
    }
    writer.room(1).put(END);
    writer.flush();
    writer.room(4).putInt((int) writer.crc.getValue());
    writer.flush();
    return writer.position;
  }

  private void header(Uuid store, Catalog catalog) throws IOException {
    ByteBuffer b = room(LONGEST_ITEM);
    b.putLong(MAGIC).putInt(JournalFormat.VERSION);
    b.putLong(store.mostSignificantBits()).putLong(store.leastSignificantBits());
    b.putLong(catalog.end().sequence()).putLong(catalog.file());
    b.putLong(catalog.end().position()).putInt(catalog.end().chain()).putInt(catalog.epoch());
  }

  private void log(Catalog.Log log) throws IOException {
    LogId id = log.id();
    ByteBuffer b = room(LONGEST_ITEM).put(LOG);
    b.putLong(id.topicId().mostSignificantBits()).putLong(id.topicId().leastSignificantBits());
    b.putInt(id.partition()).putLong(log.start()).putLong(log.end());
    b.putInt(log.segments().size());
    for (Catalog.Segment segment : log.segments()) {
      segment(segment);
    }
  }

  private void segment(Catalog.Segment image) throws IOException {
    LogSegment s = image.segment();
    LogRuns runs = s.runs();
    JournalFile file = runs.file();
    ByteBuffer b = room(LONGEST_ITEM);
    b.put((byte) file.kind()).putLong(file.number());
    b.put((byte) (file.sealed() ? 1 : 0)).putLong(file.dataEnd());
    b.put(runs.entryType()).putLong(runs.position()).putLong(runs.startOffset());
    b.putLong(image.runsEnd()).putLong(image.runsBytes()).putLong(image.runsMaxTimestamp());
    b.putLong(runs.indexPosition()).putInt(runs.indexCount());
    b.putLong(s.start()).putLong(s.endClip()).putLong(s.bytesBefore()).putLong(s.bytesClip());
    b.putLong(s.maxTimestampClip());
  }

  private void key(byte[] key, byte[] value) throws IOException {
    room(9).put(KEY).putInt(key.length).putInt(value.length);
    bytes(key);
    bytes(value);
  }

  private void bytes(byte[] from) throws IOException {
    int at = 0;
    while (at < from.length) {
      int n = Math.min(room(1).remaining(), from.length - at);
      buffer.put(from, at, n);
      at += n;
    }
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    buffer.flip();
    crc.update(buffer.array(), 0, buffer.limit());
    int length = buffer.limit();
    io.write(buffer, position);
    position += length;
    buffer.clear();
  }
}
