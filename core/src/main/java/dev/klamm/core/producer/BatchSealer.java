package dev.klamm.core.producer;

import dev.klamm.api.record.CompressionCodec;
import dev.klamm.api.record.CompressionCodec.Compressor;
import dev.klamm.api.record.CompressionType;
import dev.klamm.core.record.codec.Codecs;
import org.jspecify.annotations.Nullable;

/** Turns a full batch into the bytes that are sent. On the loop only, which it takes time of. */
final class BatchSealer {
  private final CompressionType type;
  private final @Nullable Compressor compressor;
  private final CompressionRatio ratio;

  /**
   * @throws dev.klamm.api.error.UnsupportedCompressionTypeException when the library for it is
   *     absent
   */
  BatchSealer(SenderOptions options, Codecs codecs, CompressionRatio ratio) {
    this.ratio = ratio;
    this.type = options.compression();
    this.compressor = type == CompressionType.NONE ? null : compressor(options, codecs);
  }

  private static Compressor compressor(SenderOptions options, Codecs codecs) {
    CompressionCodec codec = codecs.codec(options.compression());
    int level = options.compressionLevel();
    boolean byCodec = level == -1 && codec.minLevel() >= 0;
    return codec.newCompressor(byCodec ? codec.defaultLevel() : level);
  }

  boolean compresses() {
    return compressor != null;
  }

  void seal(ProducerBatch batch) {
    if (compressor == null) {
      batch.seal();
    } else {
      int before = batch.sizeInBytes();
      batch.seal(type, compressor);
      ratio.observe(before, batch.sizeInBytes());
    }
  }

  void close() {
    if (compressor != null) {
      compressor.close();
    }
  }
}
