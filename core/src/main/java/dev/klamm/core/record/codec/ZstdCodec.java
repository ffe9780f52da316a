package dev.klamm.core.record.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionCodec;
import dev.klamm.api.record.CompressionType;

/**
 * Zstandard frames (KIP-110).
 *
 * <p>Decompression is in one go into an array that is doubled until the content fits: faster than
 * streaming, and without the window of up to 128 MiB that a frame may claim for a stream.
 */
final class ZstdCodec implements CompressionCodec {

  private static final int DEFAULT_LEVEL = 3;
  private static final int PLAUSIBLE_RATIO = 8;
  private static final int FIRST_ROOM = 1024;

  ZstdCodec() {
    Zstd.compressBound(0);
  }

  @Override
  public CompressionType type() {
    return CompressionType.ZSTD;
  }

  @Override
  public int minLevel() {
    return Zstd.minCompressionLevel();
  }

  @Override
  public int maxLevel() {
    return Zstd.maxCompressionLevel();
  }

  @Override
  public int defaultLevel() {
    return DEFAULT_LEVEL;
  }

  @Override
  public Compressor newCompressor(int level) {
    return new ZstdCompressor(Codecs.checkLevel(this, level));
  }

  @Override
  public Decompressor newDecompressor() {
    return new ZstdDecompressor();
  }

  private static final class ZstdCompressor implements Compressor {
    private final ZstdCompressCtx context = new ZstdCompressCtx();

    ZstdCompressor(int level) {
      context.setLevel(level);
    }

    @Override
    public void compress(byte[] source, int offset, int length, BoundedBytes target) {
      byte[] to = target.reserve((int) Zstd.compressBound(length));
      target.advance(
          context.compressByteArray(to, target.size(), target.room(), source, offset, length));
    }

    @Override
    public void close() {
      context.close();
    }
  }

  private static final class ZstdDecompressor implements Decompressor {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    @Override
    public void decompress(byte[] source, int offset, int length, BoundedBytes target) {
      long plausible = Math.max(FIRST_ROOM, (long) PLAUSIBLE_RATIO * length);
      int room = (int) Math.min(plausible, target.limit() - target.size());
      while (!fits(source, offset, length, target, Math.max(room, target.room()))) {
        if (target.size() + target.room() == target.limit()) {
          target.reserve(target.room() + 1);
        }
        room = (int) Math.min(2L * target.room(), target.limit() - target.size());
      }
    }

    private boolean fits(byte[] source, int offset, int length, BoundedBytes target, int room) {
      byte[] to = target.reserve(room);
      try {
        target.advance(
            context.decompressByteArray(to, target.size(), target.room(), source, offset, length));
        return true;
      } catch (ZstdException e) {
        if (e.getErrorCode() == Zstd.errDstSizeTooSmall()) {
          return false;
        }
        throw new IllegalArgumentException("not zstd: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
