package dev.klamm.core.record;

import dev.klamm.api.record.CompressionType;
import dev.klamm.api.record.Header;
import dev.klamm.api.record.RecordHeader;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;

/** Records of random content from a seed, as our builder and as Kafka's writes them. */
final class RandomRecords {

  static final Codecs CODECS = Codecs.load();
  static final int LIMIT = 16 << 20;

  record Content(long timestamp, byte[] key, byte[] value, Header[] headers) {
    org.apache.kafka.common.header.Header[] kafkaHeaders() {
      var theirs = new org.apache.kafka.common.header.Header[headers.length];
      for (int i = 0; i < theirs.length; i++) {
        theirs[i] =
            new org.apache.kafka.common.header.internals.RecordHeader(
                headers[i].key(), headers[i].value());
      }
      return theirs;
    }
  }

  private RandomRecords() {}

  static List<Content> of(long seed) {
    Random random = new Random(seed);
    int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 3000 : 40);
    List<Content> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(new Content(timestamp(random), bytes(random), bytes(random), headers(random)));
    }
    return records;
  }

  private static long timestamp(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> 0;
      case 1 -> random.nextLong() >>> 1;
      default -> 1_700_000_000_000L + random.nextInt(100_000);
    };
  }

  private static byte[] bytes(Random random) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return null;
    }
    byte[] bytes = new byte[kind == 1 ? random.nextInt(20_000) : random.nextInt(150)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (kind < 5 ? random.nextInt() : 'a' + random.nextInt(3));
    }
    return bytes;
  }

  private static Header[] headers(Random random) {
    Header[] headers = new Header[random.nextInt(4) == 0 ? random.nextInt(5) : 0];
    for (int i = 0; i < headers.length; i++) {
      headers[i] =
          new RecordHeader(
              random.nextBoolean() ? "trace" : "schlüssel-\ud83d\ude00", bytes(random));
    }
    return headers;
  }

  static ByteBuffer byOurs(List<Content> records, CompressionType type) {
    RecordBatchBuilder builder = new RecordBatchBuilder(64);
    for (Content each : records) {
      builder.append(each.timestamp, each.key, each.value, each.headers);
    }
    return Batches.build(builder, type);
  }

  static ByteBuffer byKafka(List<Content> records, CompressionType type) {
    MemoryRecordsBuilder builder =
        new MemoryRecordsBuilder(
            ByteBuffer.allocate(1024),
            (byte) 2,
            Compression.of(type.toString()).build(),
            TimestampType.CREATE_TIME,
            0,
            -1,
            -1,
            (short) -1,
            -1,
            false,
            false,
            -1,
            LIMIT);
    for (Content each : records) {
      builder.append(each.timestamp, each.key, each.value, each.kafkaHeaders());
    }
    ByteBuffer built = builder.build().buffer();
    return ByteBuffer.allocate(built.remaining()).put(built.duplicate()).flip();
  }
}
