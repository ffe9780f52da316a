package dev.klamm.core.record;

import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionCodec;
import dev.klamm.api.record.CompressionType;
import java.nio.ByteBuffer;

/** Builds batches for tests. */
final class Batches {

  private Batches() {}

  static ByteBuffer build(RecordBatchBuilder builder, CompressionType type) {
    if (type == CompressionType.NONE) {
      return builder.build();
    }
    CompressionCodec codec = RandomRecords.CODECS.codec(type);
    try (var compressor = codec.newCompressor(codec.defaultLevel())) {
      return builder.build(type, compressor, new BoundedBytes(2 * RandomRecords.LIMIT));
    }
  }

  /** A copy in memory outside the heap, as a network transport has it. */
  static ByteBuffer direct(ByteBuffer batch) {
    return ByteBuffer.allocateDirect(batch.remaining()).put(batch.duplicate()).flip();
  }

  static ByteBuffer copy(ByteBuffer batch) {
    return ByteBuffer.allocate(batch.remaining()).put(batch.duplicate()).flip();
  }
}
