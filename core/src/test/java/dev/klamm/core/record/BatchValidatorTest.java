package dev.klamm.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.record.Header;
import dev.klamm.api.record.RecordHeader;
import dev.klamm.api.record.TimestampType;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.ProduceRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchValidatorTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final BatchRules ANY_TIME =
      new BatchRules(
          RandomRecords.LIMIT, false, TimestampType.CREATE_TIME, Long.MAX_VALUE, Long.MAX_VALUE);

  private final BatchValidator validator =
      new BatchValidator(RandomRecords.CODECS, RandomRecords.LIMIT);

  @AfterEach
  void close() {
    validator.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatKafkaAndWeWriteIsAcceptedUnchanged(CompressionType type) {
    for (int seed = 0; seed < 30; seed++) {
      var records = RandomRecords.of(seed);
      for (ByteBuffer batch :
          new ByteBuffer[] {
            RandomRecords.byKafka(records, type),
            RandomRecords.byOurs(records, type),
            Batches.direct(RandomRecords.byKafka(records, type))
          }) {
        ByteBuffer before = Batches.copy(batch);
        BatchCheck check = validator.check(batch, ANY_TIME, NOW);
        assertThat(check.error()).as(check.message()).isEqualTo(KafkaError.NONE);
        assertThat(check.count()).isEqualTo(records.size());
        assertThat(check.sizeInBytes()).isEqualTo(batch.limit());
        long max = records.stream().mapToLong(RandomRecords.Content::timestamp).max().orElseThrow();
        assertThat(check.maxTimestamp()).isEqualTo(max);
        assertThat(records.get(check.maxTimestampDelta()).timestamp()).isEqualTo(max);
        assertThat(batch).isEqualTo(before);
      }
    }
  }

  @Test
  void aBatchNeedNotBeginWhereTheBufferDoes() {
    ByteBuffer batch = sound();
    ByteBuffer shifted =
        ByteBuffer.allocate(batch.remaining() + 9).position(9).put(batch).position(9);
    BatchCheck check = validator.check(shifted, ANY_TIME, NOW);
    assertThat(check.isAccepted()).as(check.message()).isTrue();
    assertThat(shifted.position()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 1, 3, -1})
  void anotherMagicIsRefusedAsKafkaDoes(byte magic) {
    ByteBuffer batch = sound().put(BatchFormat.MAGIC, magic);
    assertThat(validator.check(batch, ANY_TIME, NOW).error()).isEqualTo(verdictOfKafka(batch));
  }

  @Test
  void nothingAtAllAndTwoBatchesAreRefusedAsKafkaDoes() {
    ByteBuffer none = ByteBuffer.allocate(0);
    assertThat(validator.check(none, ANY_TIME, NOW).error())
        .isEqualTo(verdictOfKafka(none))
        .isEqualTo(KafkaError.INVALID_RECORD);
    ByteBuffer one = sound();
    ByteBuffer two =
        ByteBuffer.allocate(2 * one.limit()).put(one.duplicate()).put(one.duplicate()).flip();
    assertThat(validator.check(two, ANY_TIME, NOW).error())
        .isEqualTo(verdictOfKafka(two))
        .isEqualTo(KafkaError.INVALID_RECORD);
  }

  @Test
  void aLyingLengthIsRefused() {
    assertRefused(
        b -> b.putInt(BatchFormat.LENGTH, 48), KafkaError.CORRUPT_MESSAGE, "length is 48");
    assertRefused(
        b -> b.putInt(BatchFormat.LENGTH, -1), KafkaError.CORRUPT_MESSAGE, "length is -1");
    assertRefused(
        b -> b.putInt(BatchFormat.LENGTH, Integer.MAX_VALUE), KafkaError.INVALID_RECORD, "only");
  }

  @Test
  void aWrongChecksumIsCorruption() {
    ByteBuffer batch = sound();
    batch.put(batch.limit() - 1, (byte) (batch.get(batch.limit() - 1) ^ 1));
    assertThat(validator.check(batch, ANY_TIME, NOW).error()).isEqualTo(KafkaError.CORRUPT_MESSAGE);
  }

  @Test
  void aBatchOverTheTopicsLimitIsTooLarge() {
    ByteBuffer batch = sound();
    BatchRules tight =
        new BatchRules(
            batch.limit() - 1, false, TimestampType.CREATE_TIME, Long.MAX_VALUE, Long.MAX_VALUE);
    BatchCheck check = validator.check(batch, tight, NOW);
    assertThat(check.error()).isEqualTo(KafkaError.MESSAGE_TOO_LARGE);
    assertThat(check.message()).contains("max.message.bytes is " + (batch.limit() - 1));
  }

  @Test
  void aLyingHeaderIsRefused() {
    KafkaError invalid = KafkaError.INVALID_RECORD;
    assertRefused(b -> b.putLong(BatchFormat.BASE_OFFSET, 5), invalid, "base offset is 5");
    assertRefused(stamped(b -> b.putInt(BatchFormat.RECORD_COUNT, 0)), invalid, "0 records");
    assertRefused(stamped(b -> b.putInt(BatchFormat.RECORD_COUNT, -3)), invalid, "-3 records");
    assertRefused(stamped(b -> b.putInt(BatchFormat.RECORD_COUNT, 4)), invalid, "delta of 2");
    assertRefused(stamped(b -> counts(b, 2)), invalid, "bytes follow the last of the 2");
    assertRefused(stamped(b -> counts(b, 4)), invalid, "record 3");
    assertRefused(stamped(b -> counts(b, Integer.MAX_VALUE)), invalid, "record 3");
    assertRefused(stamped(b -> attributes(b, 0x20)), invalid, "control");
    assertRefused(stamped(b -> attributes(b, 0x40)), invalid, "delete horizon");
    assertRefused(stamped(b -> attributes(b, 0x05)), invalid, "unknown number 5");
    assertRefused(stamped(b -> attributes(b, 0x10)), invalid, "transactional");
    assertRefused(stamped(b -> attributes(b, 0x08)), KafkaError.INVALID_TIMESTAMP, "LogAppendTime");
    assertRefused(stamped(b -> attributes(b, 0x01)), KafkaError.CORRUPT_MESSAGE, "decompressed");
  }

  @Test
  void aProducerNeedsEpochAndSequence() {
    assertRefused(
        b -> BatchHeader.stampProducer(b, 0, 4, (short) 0, -1),
        KafkaError.INVALID_RECORD,
        "sequence -1");
    assertRefused(
        b -> BatchHeader.stampProducer(b, 0, 4, (short) -1, 0),
        KafkaError.INVALID_RECORD,
        "epoch -1");
    ByteBuffer batch = sound();
    BatchHeader.stampProducer(batch, 0, 4, (short) 0, 0);
    assertThat(validator.check(batch, ANY_TIME, NOW).isAccepted()).isTrue();
  }

  @Test
  void aLyingRecordIsRefusedByItsPlace() {
    int first = BatchFormat.HEADER_SIZE;
    KafkaError invalid = KafkaError.INVALID_RECORD;
    assertRefused(
        stamped(b -> b.put(first, (byte) 2)), invalid, "record 0 of the batch: its length is 1");
    assertRefused(stamped(b -> b.put(first, (byte) 0x7f)), invalid, "length is -64");
    assertRefused(stamped(b -> b.put(first + 3, (byte) 2)), invalid, "offset delta is 1");
    assertRefused(stamped(b -> b.put(first + 4, (byte) 0x7e)), invalid, "key's length is 63");
    assertRefused(stamped(b -> b.put(first + 4, (byte) 3)), invalid, "key's length is -2");
    assertRefused(stamped(b -> b.put(first + 6, (byte) 3)), invalid, "value's length is -2");
    assertRefused(stamped(b -> b.put(first + 8, (byte) 1)), invalid, "headers is -1");
    assertRefused(stamped(b -> b.put(first + 8, (byte) 4)), invalid, "header 1");
  }

  @Test
  void aCompactedTopicNeedsKeys() {
    BatchRules compacted =
        new BatchRules(
            RandomRecords.LIMIT, true, TimestampType.CREATE_TIME, Long.MAX_VALUE, Long.MAX_VALUE);
    RecordBatchBuilder builder = new RecordBatchBuilder(64);
    builder.append(NOW, new byte[1], null);
    assertThat(validator.check(builder.build(), compacted, NOW).isAccepted()).isTrue();
    builder.append(NOW, null, new byte[1]);
    BatchCheck check = validator.check(builder.build(), compacted, NOW);
    assertThat(check.error()).isEqualTo(KafkaError.INVALID_RECORD);
    assertThat(check.recordIndex()).isEqualTo(1);
    assertThat(check.message()).contains("no key");
  }

  @Test
  void timestampsOutsideTheTopicsBoundsAreRefused() {
    BatchRules bounds = new BatchRules(1000, false, TimestampType.CREATE_TIME, 10, 20);
    assertThat(verdictOn(NOW - 10, bounds)).isEqualTo(KafkaError.NONE);
    assertThat(verdictOn(NOW - 11, bounds)).isEqualTo(KafkaError.INVALID_TIMESTAMP);
    assertThat(verdictOn(NOW + 20, bounds)).isEqualTo(KafkaError.NONE);
    assertThat(verdictOn(NOW + 21, bounds)).isEqualTo(KafkaError.INVALID_TIMESTAMP);
    assertThat(verdictOn(-1, bounds)).as("no timestamp").isEqualTo(KafkaError.NONE);
  }

  private KafkaError verdictOn(long timestamp, BatchRules rules) {
    RecordBatchBuilder builder = new RecordBatchBuilder(64);
    builder.append(timestamp, null, null);
    return validator.check(builder.build(), rules, NOW).error();
  }

  @Test
  void aWrongLargestTimestampIsCorrected() {
    ByteBuffer batch = sound();
    long right = BatchFormat.maxTimestamp(batch, 0);
    BatchHeader.stampMaxTimestamp(batch, 0, right + 1000);
    assertThat(validator.check(batch, ANY_TIME, NOW).isAccepted()).isTrue();
    assertThat(BatchFormat.maxTimestamp(batch, 0)).isEqualTo(right);
    assertThat(BatchHeader.crcMatches(batch, 0)).isTrue();
  }

  @Test
  void aTopicWithTheBrokersTimeGetsIt() {
    ByteBuffer batch = sound();
    BatchRules append = new BatchRules(1000, false, TimestampType.LOG_APPEND_TIME, 0, 0);
    assertThat(validator.check(batch, append, NOW).maxTimestamp()).isEqualTo(NOW);
    var theirs = MemoryRecords.readableRecords(batch).batches().iterator().next();
    theirs.ensureValid();
    assertThat(theirs.timestampType())
        .isEqualTo(org.apache.kafka.common.record.TimestampType.LOG_APPEND_TIME);
    assertThat(theirs.maxTimestamp()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aBombIsRefusedWithinTheLimit(CompressionType type) {
    RecordBatchBuilder builder = new RecordBatchBuilder(64);
    builder.append(NOW, null, new byte[8 << 20]);
    ByteBuffer batch = Batches.build(builder, type);
    try (BatchValidator small = new BatchValidator(RandomRecords.CODECS, 1 << 20)) {
      BatchCheck check = small.check(batch, ANY_TIME, NOW);
      assertThat(check.error()).isEqualTo(KafkaError.MESSAGE_TOO_LARGE);
      assertThat(check.message()).contains("more than 1048576 bytes");
    }
    assertThat(validator.check(batch, ANY_TIME, NOW).isAccepted()).isTrue();
  }

  private void assertRefused(Consumer<ByteBuffer> damage, KafkaError error, String why) {
    for (ByteBuffer batch : new ByteBuffer[] {sound(), Batches.direct(sound())}) {
      damage.accept(batch);
      BatchCheck check = validator.check(batch, ANY_TIME, NOW);
      assertThat(check.error()).as(check.message()).isEqualTo(error);
      assertThat(check.message()).contains(why);
      assertThat(check.isAccepted()).isFalse();
    }
  }

  private static Consumer<ByteBuffer> stamped(Consumer<ByteBuffer> damage) {
    return damage.andThen(b -> BatchHeader.stampCrc(b, 0));
  }

  private static void counts(ByteBuffer b, int count) {
    b.putInt(BatchFormat.RECORD_COUNT, count).putInt(BatchFormat.LAST_OFFSET_DELTA, count - 1);
  }

  private static void attributes(ByteBuffer b, int bits) {
    b.putShort(BatchFormat.ATTRIBUTES, (short) bits);
  }

  /** Three records, the first with one-byte fields all through and one header. */
  private static ByteBuffer sound() {
    RecordBatchBuilder builder = new RecordBatchBuilder(64);
    Header[] header = {new RecordHeader("h", new byte[] {3})};
    builder.append(NOW, new byte[] {1}, new byte[] {2}, header);
    builder.append(NOW + 7, null, new byte[200]);
    builder.append(NOW - 7, new byte[9], null);
    return builder.build();
  }

  private static KafkaError verdictOfKafka(ByteBuffer batch) {
    try {
      ProduceRequest.validateRecords((short) 13, MemoryRecords.readableRecords(batch.duplicate()));
      return KafkaError.NONE;
    } catch (RuntimeException e) {
      return KafkaError.forCode(Errors.forException(e).code());
    }
  }
}
