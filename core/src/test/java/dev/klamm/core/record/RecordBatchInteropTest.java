package dev.klamm.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionType;
import dev.klamm.core.record.RandomRecords.Content;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordBatchInteropTest {

  private static final int SEEDS = 40;

  @Test
  void uncompressedBatchesAreByteForByteThoseOfKafka() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Content> records = RandomRecords.of(seed);
      assertThat(RandomRecords.byOurs(records, CompressionType.NONE))
          .as("seed %d", seed)
          .isEqualTo(RandomRecords.byKafka(records, CompressionType.NONE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void kafkaReadsWhatWeWrite(CompressionType type) {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Content> records = RandomRecords.of(seed);
      assertKafkaReads(RandomRecords.byOurs(records, type), type, records);
    }
  }

  @ParameterizedTest
  @EnumSource
  void weReadWhatKafkaWrites(CompressionType type) {
    try (RecordCursor cursor = new RecordCursor(RandomRecords.CODECS, RandomRecords.LIMIT)) {
      for (int seed = 0; seed < SEEDS; seed++) {
        List<Content> records = RandomRecords.of(seed);
        ByteBuffer batch = RandomRecords.byKafka(records, type);
        assertWeRead(cursor, batch, records);
        assertWeRead(cursor, Batches.direct(batch), records);
        assertWeRead(cursor, batch.asReadOnlyBuffer(), records);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyLevelCanBeReadByKafka(CompressionType type) {
    List<Content> records = RandomRecords.of(3);
    var codec = RandomRecords.CODECS.codec(type);
    int lowest = Math.max(codec.minLevel(), -5);
    for (int level = lowest; level <= codec.maxLevel(); level++) {
      RecordBatchBuilder builder = new RecordBatchBuilder(64);
      records.forEach(r -> builder.append(r.timestamp(), r.key(), r.value(), r.headers()));
      try (var compressor = codec.newCompressor(level)) {
        ByteBuffer batch = builder.build(type, compressor, new BoundedBytes(RandomRecords.LIMIT));
        assertKafkaReads(batch, type, records);
      }
    }
  }

  @Test
  void severalBatchesAndACutOffOneAreFoundInABuffer() {
    ByteBuffer first = RandomRecords.byKafka(RandomRecords.of(1), CompressionType.LZ4);
    ByteBuffer second = RandomRecords.byKafka(RandomRecords.of(2), CompressionType.NONE);
    ByteBuffer all =
        ByteBuffer.allocate(first.limit() + second.limit() + 40)
            .put(first.duplicate())
            .put(second.duplicate())
            .put(second.duplicate().limit(40))
            .flip();
    RecordBatches batches = new RecordBatches(all);
    assertThat(batches.next()).isTrue();
    assertThat(batches.at()).isZero();
    assertThat(batches.next()).isTrue();
    assertThat(batches.at()).isEqualTo(first.limit());
    assertThat(batches.next()).isFalse();
    assertThat(batches.end()).isEqualTo(first.limit() + second.limit());
  }

  @Test
  void producerFieldsAndTransactionBitAreWhereKafkaLooksForThem() {
    RecordBatchBuilder builder = new RecordBatchBuilder(64);
    builder.baseOffset(77).producer(1234567890123L, (short) 5, 42).transactional();
    builder.append(1, new byte[1], null);
    MutableRecordBatch batch =
        MemoryRecords.readableRecords(builder.build()).batches().iterator().next();
    assertThat(batch.baseOffset()).isEqualTo(77);
    assertThat(batch.producerId()).isEqualTo(1234567890123L);
    assertThat(batch.producerEpoch()).isEqualTo((short) 5);
    assertThat(batch.baseSequence()).isEqualTo(42);
    assertThat(batch.isTransactional()).isTrue();
    assertThat(batch.isControlBatch()).isFalse();
    batch.ensureValid();
  }

  @Test
  void aNewProducerEpochKeepsTheChecksumRight() {
    ByteBuffer bytes = RandomRecords.byOurs(RandomRecords.of(1), CompressionType.GZIP);
    BatchHeader.stampProducer(bytes, 0, 9, (short) 1, 0);
    MutableRecordBatch batch = MemoryRecords.readableRecords(bytes).batches().iterator().next();
    batch.ensureValid();
    assertThat(batch.producerId()).isEqualTo(9);
  }

  @Test
  void endOfTransactionIsReadAlikeByKafkaAndUs() {
    ByteBuffer ours =
        ControlRecords.endTransaction(ControlRecords.Type.COMMIT, 12, (short) 3, 8, 99);
    MutableRecordBatch batch = MemoryRecords.readableRecords(ours).batches().iterator().next();
    batch.ensureValid();
    assertThat(batch.isControlBatch()).isTrue();
    assertThat(batch.isTransactional()).isTrue();
    EndTransactionMarker marker = EndTransactionMarker.deserialize(batch.iterator().next());
    assertThat(marker.controlType()).isEqualTo(ControlRecordType.COMMIT);
    assertThat(marker.coordinatorEpoch()).isEqualTo(8);

    ByteBuffer theirs =
        MemoryRecords.withEndTransactionMarker(
                12, (short) 3, new EndTransactionMarker(ControlRecordType.ABORT, 17))
            .buffer();
    try (RecordCursor cursor = new RecordCursor(RandomRecords.CODECS, RandomRecords.LIMIT)) {
      cursor.open(theirs, 0);
      assertThat(cursor.next()).isTrue();
      assertThat(ControlRecords.type(cursor)).isEqualTo(ControlRecords.Type.ABORT);
      assertThat(ControlRecords.coordinatorEpoch(cursor)).isEqualTo(17);
    }
  }

  @Test
  void anEmptyBatchAsCompactionLeavesItHasNoRecords() {
    ByteBuffer bytes = ByteBuffer.allocate(BatchFormat.HEADER_SIZE);
    org.apache.kafka.common.record.internal.DefaultRecordBatch.writeEmptyHeader(
        bytes,
        (byte) 2,
        1,
        (short) 0,
        5,
        100,
        120,
        3,
        org.apache.kafka.common.record.TimestampType.CREATE_TIME,
        7,
        false,
        false);
    bytes.rewind();
    RecordBatches batches = new RecordBatches(bytes);
    assertThat(batches.next()).isTrue();
    assertThat(BatchFormat.lastOffset(bytes, batches.at())).isEqualTo(120);
    try (RecordCursor cursor = new RecordCursor(RandomRecords.CODECS, RandomRecords.LIMIT)) {
      cursor.open(bytes, batches.at());
      assertThat(cursor.next()).isFalse();
    }
  }

  @Test
  void theBrokersTimeReplacesTheRecordsOwn() {
    ByteBuffer bytes = RandomRecords.byOurs(RandomRecords.of(5), CompressionType.SNAPPY);
    BatchHeader.stampLogAppendTime(bytes, 0, 4711);
    for (Record each : MemoryRecords.readableRecords(bytes).records()) {
      assertThat(each.timestamp()).isEqualTo(4711);
    }
    try (RecordCursor cursor = new RecordCursor(RandomRecords.CODECS, RandomRecords.LIMIT)) {
      cursor.open(bytes, 0);
      while (cursor.next()) {
        assertThat(cursor.timestamp()).isEqualTo(4711);
      }
    }
    assertThat(BatchHeader.crcMatches(bytes, 0)).isTrue();
  }

  private static void assertKafkaReads(
      ByteBuffer batch, CompressionType type, List<Content> records) {
    MutableRecordBatch theirs =
        MemoryRecords.readableRecords(batch.duplicate()).batches().iterator().next();
    theirs.ensureValid();
    assertThat(theirs.compressionType().name).isEqualTo(type.toString());
    assertThat(theirs.maxTimestamp())
        .isEqualTo(records.stream().mapToLong(Content::timestamp).max().orElseThrow());
    List<Record> read = new ArrayList<>();
    theirs.iterator().forEachRemaining(read::add);
    assertThat(read).hasSameSizeAs(records);
    for (int i = 0; i < records.size(); i++) {
      Content wanted = records.get(i);
      Record got = read.get(i);
      assertThat(got.offset()).isEqualTo(i);
      assertThat(got.timestamp()).isEqualTo(wanted.timestamp());
      assertThat(got.key()).isEqualTo(wrap(wanted.key()));
      assertThat(got.value()).isEqualTo(wrap(wanted.value()));
      assertThat(got.headers()).isEqualTo(wanted.kafkaHeaders());
    }
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static void assertWeRead(RecordCursor cursor, ByteBuffer batch, List<Content> records) {
    RecordBatches batches = new RecordBatches(batch);
    assertThat(batches.next()).isTrue();
    assertThat(BatchHeader.crcMatches(batch, batches.at())).isTrue();
    cursor.open(batch, batches.at());
    for (int i = 0; i < records.size(); i++) {
      Content wanted = records.get(i);
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.offset()).isEqualTo(i);
      assertThat(cursor.timestamp()).isEqualTo(wanted.timestamp());
      assertThat(cursor.key()).isEqualTo(wanted.key());
      assertThat(cursor.value()).isEqualTo(wanted.value());
      assertThat(cursor.headers()).isEqualTo(wanted.headers());
    }
    assertThat(cursor.next()).isFalse();
    assertThat(batches.next()).isFalse();
  }
}
