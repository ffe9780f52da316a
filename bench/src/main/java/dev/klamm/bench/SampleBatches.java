package dev.klamm.bench;

import dev.klamm.core.record.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Batches to measure with: values that do not compress, no keys, as the stock tools send them. */
final class SampleBatches {

  /** What a record costs beyond its value, at most. */
  private static final int RECORD_OVERHEAD = 20;

  private static final long TIMESTAMP = 1_700_000_000_000L;

  private SampleBatches() {}

  static byte[] value(int bytes) {
    byte[] value = new byte[bytes];
    new SplittableRandom(7).nextBytes(value);
    return value;
  }

  /** Encodes a batch anew; the buffer is the builder's own. */
  static ByteBuffer encode(RecordBatchBuilder builder, int records, byte[] value) {
    builder.reset();
    for (int i = 0; i < records; i++) {
      builder.append(TIMESTAMP + i, null, value);
    }
    return builder.build();
  }

  static RecordBatchBuilder builder(int records, byte[] value) {
    return new RecordBatchBuilder(100 + records * (value.length + RECORD_OVERHEAD));
  }

  static ByteBuffer batch(int records, byte[] value) {
    return encode(builder(records, value), records, value);
  }
}
