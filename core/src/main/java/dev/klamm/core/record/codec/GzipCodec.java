package dev.klamm.core.record.codec;

import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionCodec;
import dev.klamm.api.record.CompressionType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** gzip by the JDK. */
final class GzipCodec implements CompressionCodec {

  private static final int STEP = 8192;

  @Override
  public CompressionType type() {
    return CompressionType.GZIP;
  }

  @Override
  public int minLevel() {
    return Deflater.BEST_SPEED;
  }

  @Override
  public int maxLevel() {
    return Deflater.BEST_COMPRESSION;
  }

  @Override
  public int defaultLevel() {
    return Deflater.DEFAULT_COMPRESSION;
  }

  @Override
  public Compressor newCompressor(int level) {
    return new GzipCompressor(Codecs.checkLevel(this, level));
  }

  @Override
  public Decompressor newDecompressor() {
    return new GzipDecompressor();
  }

  private record GzipCompressor(int level) implements Compressor {

    @Override
    public void compress(byte[] source, int offset, int length, BoundedBytes target) {
      try (GZIPOutputStream out = new LevelledStream(target, level)) {
        out.write(source, offset, length);
      } catch (IOException e) {
        throw new IllegalStateException("gzip failed in memory", e);
      }
    }

    @Override
    public void close() {}
  }

  private record GzipDecompressor() implements Decompressor {

    @Override
    public void decompress(byte[] source, int offset, int length, BoundedBytes target) {
      try (GZIPInputStream in =
          new GZIPInputStream(new ByteArrayInputStream(source, offset, length), STEP)) {
        while (target.size() < target.limit()) {
          byte[] to = target.reserve(Math.min(STEP, target.limit() - target.size()));
          int read = in.read(to, target.size(), target.room());
          if (read < 0) {
            return;
          }
          target.advance(read);
        }
        if (in.read() >= 0) {
          target.reserve(1);
        }
      } catch (IOException e) {
        throw new IllegalArgumentException("not gzip: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {}
  }

  /** The JDK's stream does not let its caller choose a level. */
  private static final class LevelledStream extends GZIPOutputStream {
    LevelledStream(BoundedBytes target, int level) throws IOException {
      super(new BytesStream(target), STEP);
      def.setLevel(level);
    }
  }

  private static final class BytesStream extends OutputStream {
    private final BoundedBytes target;

    BytesStream(BoundedBytes target) {
      this.target = target;
    }

    @Override
    public void write(int b) {
      target.write(b);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      target.write(source, offset, length);
    }
  }
}
