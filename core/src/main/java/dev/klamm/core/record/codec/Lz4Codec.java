package dev.klamm.core.record.codec;

import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionCodec;
import dev.klamm.api.record.CompressionType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * LZ4 frames of independent blocks.
 *
 * <pre>
 *  0             4     5    6                     +8 if flagged
 *  +-------------+-----+----+---------------------+----------+--------+-------+-----------+-----
 *  | 04 22 4d 18 | flg | bd | content size, le64  | check of | size   | block | check of  | ... 0 i32
 *  |             |     |    | only if flagged     | flg..    | le32   |       | block, if | + check
 *  +-------------+-----+----+---------------------+----------+--------+-------+-----------+-----
 *  flg   bits 6-7 version 1, 5 independent blocks, 4 block checks, 3 content size, 2 content check
 *  bd    bits 4-6 largest block: 4 = 64 KiB, 5 = 256 KiB, 6 = 1 MiB, 7 = 4 MiB
 *  size  the top bit marks a block that is stored as it is; 0 ends the frame
 * </pre>
 *
 * Checks are xxHash32 with seed 0; of that over the descriptor, the second byte.
 */
final class Lz4Codec implements CompressionCodec {

  private static final int MAGIC = 0x184d2204;
  private static final int VERSION = 0x40;
  private static final int VERSION_MASK = 0xc0;
  private static final int INDEPENDENT = 0x20;
  private static final int BLOCK_CHECK = 0x10;
  private static final int CONTENT_SIZE = 0x08;
  private static final int CONTENT_CHECK = 0x04;
  private static final int RESERVED_FLAGS = 0x03;
  private static final int RESERVED_BD = 0x8f;
  private static final int BD_64_KIB = 0x40;
  private static final int BLOCK_SIZE = 64 * 1024;
  private static final int STORED = 0x80000000;

  /** One byte of a block adds at most 255 to a length. */
  private static final int MAX_RATIO = 255;

  private static final int MAX_OVERHEAD = 64;
  private static final int DEFAULT_LEVEL = 9;

  private final LZ4Factory factory = LZ4Factory.fastestInstance();
  private final XXHash32 hash = XXHashFactory.fastestInstance().hash32();

  @Override
  public CompressionType type() {
    return CompressionType.LZ4;
  }

  @Override
  public int minLevel() {
    return 1;
  }

  @Override
  public int maxLevel() {
    return 17;
  }

  /** As in Kafka, the default is the fast compressor and every other level the high one. */
  @Override
  public int defaultLevel() {
    return DEFAULT_LEVEL;
  }

  @Override
  public Compressor newCompressor(int level) {
    Codecs.checkLevel(this, level);
    LZ4Compressor blocks =
        level == DEFAULT_LEVEL ? factory.fastCompressor() : factory.highCompressor(level);
    return new Lz4Compressor(blocks, hash);
  }

  @Override
  public Decompressor newDecompressor() {
    return new Lz4Decompressor(factory.safeDecompressor(), hash);
  }

  private record Lz4Compressor(LZ4Compressor blocks, XXHash32 hash) implements Compressor {

    @Override
    public void compress(byte[] source, int offset, int length, BoundedBytes target) {
      header(target);
      int end = offset + length;
      for (int at = offset; at < end; at += BLOCK_SIZE) {
        block(source, at, Math.min(BLOCK_SIZE, end - at), target);
      }
      writeInt(target, 0);
    }

    private void header(BoundedBytes target) {
      writeInt(target, MAGIC);
      target.write(VERSION | INDEPENDENT);
      target.write(BD_64_KIB);
      target.write(hash.hash(target.array(), target.size() - 2, 2, 0) >>> 8);
    }

    private void block(byte[] source, int offset, int length, BoundedBytes target) {
      int most = blocks.maxCompressedLength(length);
      byte[] to = target.reserve(Integer.BYTES + most);
      int sizeAt = target.size();
      int size = blocks.compress(source, offset, length, to, sizeAt + Integer.BYTES, most);
      if (size < length) {
        writeInt(target, size);
        target.advance(size);
      } else {
        writeInt(target, length | STORED);
        target.write(source, offset, length);
      }
    }

    private static void writeInt(BoundedBytes target, int value) {
      ByteBuffer.wrap(target.reserve(Integer.BYTES))
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(target.size(), value);
      target.advance(Integer.BYTES);
    }

    @Override
    public void close() {}
  }

  private record Lz4Decompressor(LZ4SafeDecompressor blocks, XXHash32 hash)
      implements Decompressor {

    @Override
    public void decompress(byte[] source, int offset, int length, BoundedBytes target) {
      ByteBuffer in = ByteBuffer.wrap(source, offset, length).order(ByteOrder.LITTLE_ENDIAN);
      do {
        frame(in, target);
      } while (in.hasRemaining());
    }

    private void frame(ByteBuffer in, BoundedBytes target) {
      require(in, 7);
      if (in.getInt() != MAGIC) {
        throw new IllegalArgumentException("not LZ4: a frame does not begin with its magic number");
      }
      int descriptor = in.position();
      int flags = in.get();
      int bd = in.get();
      checkDescriptor(flags, bd);
      if ((flags & CONTENT_SIZE) != 0) {
        require(in, Long.BYTES + 1);
        in.getLong();
      }
      int check = hash.hash(in.array(), descriptor, in.position() - descriptor, 0) >>> 8;
      if ((byte) check != in.get()) {
        throw new IllegalArgumentException("not LZ4: a frame's header does not match its check");
      }
      int start = target.size();
      blocks(in, flags, 1 << 2 * (bd >> 4) + 8, target);
      if ((flags & CONTENT_CHECK) != 0) {
        check(in, target.array(), start, target.size() - start);
      }
    }

    private static void checkDescriptor(int flags, int bd) {
      if ((flags & VERSION_MASK) != VERSION
          || (flags & RESERVED_FLAGS) != 0
          || (bd & RESERVED_BD) != 0
          || bd < BD_64_KIB) {
        throw new IllegalArgumentException("not LZ4: a frame's header has unknown flags");
      }
      if ((flags & INDEPENDENT) == 0) {
        throw new IllegalArgumentException(
            "an LZ4 frame whose blocks depend on each other, which Kafka does not allow");
      }
    }

    private void blocks(ByteBuffer in, int flags, int largest, BoundedBytes target) {
      while (true) {
        require(in, Integer.BYTES);
        int field = in.getInt();
        if (field == 0) {
          return;
        }
        int size = field & ~STORED;
        if (size > largest) {
          throw new IllegalArgumentException(
              "an LZ4 block of " + size + " bytes where " + largest + " are allowed");
        }
        require(in, size);
        int at = in.position();
        block(in.array(), at, size, (field & STORED) != 0, largest, target);
        in.position(at + size);
        if ((flags & BLOCK_CHECK) != 0) {
          check(in, in.array(), at, size);
        }
      }
    }

    private void block(
        byte[] source, int at, int size, boolean stored, int largest, BoundedBytes target) {
      if (stored) {
        target.write(source, at, size);
        return;
      }
      long plausible = Math.min(largest, (long) MAX_RATIO * size + MAX_OVERHEAD);
      int allowed = target.limit() - target.size();
      byte[] to = target.reserve((int) Math.min(plausible, allowed));
      int room = (int) Math.min(plausible, target.room());
      try {
        target.advance(blocks.decompress(source, at, size, to, target.size(), room));
      } catch (LZ4Exception e) {
        if (room < plausible) {
          target.reserve(room + 1);
        }
        throw new IllegalArgumentException("not LZ4: " + e.getMessage(), e);
      }
    }

    private void check(ByteBuffer in, byte[] bytes, int offset, int length) {
      require(in, Integer.BYTES);
      if (in.getInt() != hash.hash(bytes, offset, length, 0)) {
        throw new IllegalArgumentException("not LZ4: bytes do not match their check");
      }
    }

    private static void require(ByteBuffer in, int bytes) {
      if (in.remaining() < bytes) {
        throw new IllegalArgumentException("an LZ4 frame that ends in its middle");
      }
    }

    @Override
    public void close() {}
  }
}
