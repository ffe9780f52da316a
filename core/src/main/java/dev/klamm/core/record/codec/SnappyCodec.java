package dev.klamm.core.record.codec;

import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionCodec;
import dev.klamm.api.record.CompressionType;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xerial.snappy.Snappy;

/**
 * Snappy in the framing of snappy-java's streams, which Kafka's Java client made the convention.
 *
 * <pre>
 *  0                         8            12                16
 *  +-------------------------+------------+-----------------+--------+---------+--------+----
 *  | 82 S N A P P Y 00       | version i32| lowest reader's | length | snappy  | length | ...
 *  |                         | = 1        | version i32 = 1 | i32    | block   | i32    |
 *  +-------------------------+------------+-----------------+--------+---------+--------+----
 * </pre>
 *
 * Some clients write one bare snappy block instead, without header and lengths; that is read too.
 */
final class SnappyCodec implements CompressionCodec {

  private static final long MAGIC = 0x82534e4150505900L;
  private static final int HEADER_SIZE = 16;
  private static final int VERSION = 1;
  private static final int BLOCK_SIZE = 32 * 1024;

  /** No snappy element stands for more than 64 bytes, and none is shorter than two. */
  private static final int MAX_RATIO = 64;

  SnappyCodec() {
    Snappy.maxCompressedLength(0);
  }

  @Override
  public CompressionType type() {
    return CompressionType.SNAPPY;
  }

  @Override
  public int minLevel() {
    return 0;
  }

  @Override
  public int maxLevel() {
    return 0;
  }

  @Override
  public int defaultLevel() {
    return 0;
  }

  @Override
  public Compressor newCompressor(int level) {
    Codecs.checkLevel(this, level);
    return new SnappyCompressor();
  }

  @Override
  public Decompressor newDecompressor() {
    return new SnappyDecompressor();
  }

  private record SnappyCompressor() implements Compressor {

    @Override
    public void compress(byte[] source, int offset, int length, BoundedBytes target) {
      ByteBuffer.wrap(target.reserve(HEADER_SIZE), target.size(), HEADER_SIZE)
          .putLong(MAGIC)
          .putInt(VERSION)
          .putInt(VERSION);
      target.advance(HEADER_SIZE);
      int end = offset + length;
      for (int at = offset; at < end; at += BLOCK_SIZE) {
        block(source, at, Math.min(BLOCK_SIZE, end - at), target);
      }
    }

    private static void block(byte[] source, int offset, int length, BoundedBytes target) {
      byte[] to = target.reserve(Integer.BYTES + Snappy.maxCompressedLength(length));
      int lengthAt = target.size();
      try {
        int written = Snappy.rawCompress(source, offset, length, to, lengthAt + Integer.BYTES);
        ByteBuffer.wrap(to).putInt(lengthAt, written);
        target.advance(Integer.BYTES + written);
      } catch (IOException e) {
        throw new IllegalStateException("snappy failed in memory", e);
      }
    }

    @Override
    public void close() {}
  }

  private record SnappyDecompressor() implements Decompressor {

    @Override
    public void decompress(byte[] source, int offset, int length, BoundedBytes target) {
      ByteBuffer in = ByteBuffer.wrap(source, offset, length);
      if (length < HEADER_SIZE || in.getLong(offset) != MAGIC) {
        block(source, offset, length, target);
        return;
      }
      in.position(offset + HEADER_SIZE);
      while (in.remaining() >= Integer.BYTES) {
        int size = in.getInt();
        if (size < 0 || size > in.remaining()) {
          throw new IllegalArgumentException(
              "a snappy block of " + size + " bytes where " + in.remaining() + " are left");
        }
        block(source, in.position(), size, target);
        in.position(in.position() + size);
      }
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " stray bytes after a snappy block");
      }
    }

    private static void block(byte[] source, int offset, int length, BoundedBytes target) {
      try {
        int claimed = Snappy.uncompressedLength(source, offset, length);
        if (claimed < 0 || claimed > (long) MAX_RATIO * length) {
          throw new IllegalArgumentException(
              "a snappy block of " + length + " bytes that claims to hold " + claimed);
        }
        byte[] to = target.reserve(claimed);
        target.advance(Snappy.rawUncompress(source, offset, length, to, target.size()));
      } catch (IOException e) {
        throw new IllegalArgumentException("not snappy: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {}
  }
}
