package dev.klamm.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.CorruptRecordException;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.core.log.OffsetLookup;
import dev.klamm.core.record.BatchHeader;
import dev.klamm.core.record.RecordBatchBuilder;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.tck.storage.AssertingStorage;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What compaction keeps, and what becomes of what it does not. */
final class CleaningPassTest {

  private final AssertingStorage storage = new AssertingStorage(MemoryStorage.surviving());
  private final CleanedLog log = new CleanedLog(storage);

  @AfterEach
  void close() {
    log.store.close();
    storage.verify();
  }

  @Test
  void theLastRecordOfEachKeyStaysAtItsOffset() {
    log.append("a=1", "b=1");
    log.append("a=2", "c=1");
    log.append("b=2");
    log.append("end=1");
    log.cleaned();

    assertThat(log.texts()).containsExactly("2:a=2", "3:c=1", "4:b=2", "5:end=1");
    assertThat(log.partition.highWatermark()).isEqualTo(6);
    assertThat(log.partition.startOffset()).isZero();
  }

  @Test
  void theActivePartIsLeftAlone() {
    log.append("a=1");
    log.append("a=2");
    log.append("a=3");
    log.cleaned();

    assertThat(log.texts()).containsExactly("1:a=2", "2:a=3");
  }

  @Test
  void recordsOfTheCleanPartGoWhenALaterOneComes() {
    log.append("a=1");
    log.append("b=1");
    log.append("x=1");
    log.cleaned();
    log.append("a=2");
    log.append("x=2");
    log.cleaned();

    assertThat(log.texts()).containsExactly("1:b=1", "2:x=1", "3:a=2", "4:x=2");
  }

  @Test
  void aTombstoneStaysUntilItsHorizonAndThenGoes() {
    log.append("a=1");
    log.append("a");
    log.append("x=1");
    log.cleaned();
    assertThat(log.texts()).containsExactly("1:a", "2:x=1");

    log.loop.advance(999);
    log.append("x=2");
    log.cleaned();
    assertThat(log.texts()).containsExactly("1:a", "2:x=1", "3:x=2");

    log.loop.advance(1);
    log.append("x=3");
    log.cleaned();
    assertThat(log.texts()).containsExactly("3:x=2", "4:x=3");
  }

  @Test
  void theHorizonIsStampedIntoTheBatchAndTimestampsStay() {
    long stamp = log.loop.wallMillis();
    log.append("a", "b=1");
    log.append("x=1");
    log.loop.advance(5_000);
    long now = log.loop.wallMillis();
    log.cleaned();

    ByteBuffer bytes = log.bytes();
    assertThat(BatchFormat.attributes(bytes, 0) & BatchFormat.DELETE_HORIZON_MASK).isNotZero();
    assertThat(BatchFormat.baseTimestamp(bytes, 0)).isEqualTo(now + 1_000);
    assertThat(BatchFormat.maxTimestamp(bytes, 0)).isEqualTo(stamp);
    assertThat(log.partition.log().findByTimestamp(stamp, 2)).isZero();
  }

  @Test
  void theHorizonIsSetOnce() {
    log.append("a", "b=1");
    log.append("x=1");
    log.cleaned();
    long horizon = BatchFormat.baseTimestamp(log.bytes(), 0);
    log.loop.advance(500);
    log.append("x=2");
    log.append("b=2");
    log.append("x=3");
    log.cleaned();

    assertThat(log.texts()).containsExactly("0:a", "3:x=2", "4:b=2", "5:x=3");
    assertThat(BatchFormat.baseTimestamp(log.bytes(), 0)).isEqualTo(horizon);
  }

  @Test
  void recordsWithoutAKeyGo() {
    log.append("=1", "a=1");
    log.append("x=1");
    log.cleaned();

    assertThat(log.texts()).containsExactly("1:a=1", "2:x=1");
  }

  @Test
  void theLastBatchOfAPassStaysThoughItIsEmpty() {
    log.append("a=1");
    log.append("a=2");
    log.append("x=1");
    log.cleaned();
    log.append("a=3");
    log.append("x=2");
    log.cleaned();
    log.append("a=4");
    log.append("x=3");
    log.cleaned();

    log.append("=1");
    log.append("x=4");
    log.cleaned();
    assertThat(log.batches()).containsExactly("5-5x1", "6-6x1", "7-7x0", "8-8x1");
    log.append("y=1");
    log.cleaned();
    assertThat(log.batches()).containsExactly("5-5x1", "8-8x1", "9-9x1");
  }

  @Test
  void theLastBatchOfAProducerStaysAndKeepsItsSequence() {
    produce(7, 0, "a=1");
    produce(7, 1, "b=1", "a=2");
    log.append("a=3", "b=3");
    log.append("x=1");
    log.cleaned();
    assertThat(log.batches()).containsExactly("1-2x0", "3-4x2", "5-5x1");

    log.reopen(CloseMode.ABORT);
    produce(7, 3, "c=1");
    assertThat(log.texts()).containsExactly("3:a=3", "4:b=3", "5:x=1", "6:c=1");
  }

  @Test
  void theLargestTimestampIsThatOfARecordThatIsThere() {
    RecordBatchBuilder late = CleanedLog.builder(log.loop.wallMillis() + 500, "a=1");
    log.append(late.producer(7, (short) 0, 0).build());
    log.append("b=1");
    log.loop.advance(100);
    log.append("a=2");
    log.append("x=1");
    log.cleaned();

    assertThat(log.batches()).startsWith("0-0x0");
    assertThat(new OffsetLookup(log.codecs).maxTimestamp(log.partition, 4).offset()).isEqualTo(2);
  }

  private void produce(long producer, int sequence, String... records) {
    RecordBatchBuilder builder = CleanedLog.builder(log.loop.wallMillis(), records);
    builder.producer(producer, (short) 0, sequence);
    log.append(builder.build());
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void aBatchKeepsItsCompression(CompressionType type) {
    long stamp = log.loop.wallMillis();
    log.append(type, CleanedLog.builder(stamp, "a=1", "b=1", "c=1"));
    log.append("b=2");
    log.append("x=1");
    log.cleaned();

    assertThat(log.texts()).containsExactly("0:a=1", "2:c=1", "3:b=2", "4:x=1");
    assertThat(BatchHeader.compressionId(log.bytes(), 0)).isEqualTo(type.id());
    assertThat(BatchHeader.crcMatches(log.bytes(), 0)).isTrue();
  }

  @Test
  void whatIsNotChangedIsNotWritten() {
    log.append("a=1");
    log.append("b=1");
    log.append("x=1");
    PassOutcome outcome = log.cleaned();

    assertThat(outcome.bytesWritten()).isZero();
    assertThat(outcome.end()).isEqualTo(2);
  }

  @Test
  void moreKeysThanFitTakeMorePasses() {
    log.limits = new CleanerLimits(5 * OffsetMap.SLOT_BYTES, 1, 4096, Double.MAX_VALUE);
    for (int i = 0; i < 20; i++) {
      log.append("k" + i % 10 + "=" + i);
    }
    log.append("x=1");
    assertThat(log.cleaned().end()).isEqualTo(5);
    for (int i = 0; i < 3; i++) {
      log.cleaned();
    }

    assertThat(log.records().stream().map(CleanedLog.Stored::offset))
        .containsExactly(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
  }

  @Test
  void aBatchOfMoreKeysThanFitIsTakenAllTheSame() {
    log.limits = new CleanerLimits(1, 0.5, 4096, Double.MAX_VALUE);
    log.append("a=1", "b=1", "c=1", "d=1");
    log.append("a=2");
    log.append("x=1");
    assertThat(log.cleaned().end()).isEqualTo(4);
    assertThat(log.cleaned().end()).isEqualTo(5);

    assertThat(log.texts()).containsExactly("1:b=1", "2:c=1", "3:d=1", "4:a=2", "5:x=1");
  }

  @Test
  void aViewOfWhatWasSwappedStaysValid() {
    log.append("a=1");
    log.append("a=2");
    log.append("x=1");
    try (RecordsView view = (RecordsView) log.partition.read(0, 3, Integer.MAX_VALUE, true)) {
      int bytes = view.sizeInBytes();
      log.cleaned();
      assertThat(view.toBuffer().remaining()).isEqualTo(bytes);
      assertThat(BatchFormat.recordCount(view.toBuffer(), 0)).isEqualTo(1);
    }
  }

  @Test
  void aLogThatBeginsInsideABatchIsCompactedAsAWhole() {
    log.append("a=1", "b=1", "c=1");
    log.append("a=2", "c=2");
    log.append("x=1");
    log.trim(1);
    log.cleaned();

    assertThat(log.partition.startOffset()).isEqualTo(1);
    assertThat(log.texts()).containsExactly("1:b=1", "3:a=2", "4:c=2", "5:x=1");
  }

  @Test
  void aDamagedBatchEndsThePassAndNothingChanges() {
    CleanedLog careless = new CleanedLog(MemoryStorage.volatileStore());
    careless.append("a=1");
    ByteBuffer damaged = CleanedLog.builder(careless.loop.wallMillis(), "a=2").build();
    damaged.put(damaged.limit() - 2, (byte) 'X');
    careless.append(damaged);
    careless.append("x=1");
    PassOutcome outcome = careless.clean();

    assertThat(outcome.failure()).isInstanceOf(CorruptRecordException.class);
    assertThat(careless.batches()).containsExactly("0-0x1", "1-1x1", "2-2x1");
    careless.store.close();
  }

  @Test
  void aDeletedTopicEndsThePass() {
    log.append("a=1");
    log.append("a=2");
    log.append("x=1");
    log.update(CleanedLog.EAGER);
    log.engine.submit(tick -> log.partition.drop(tick));
    PassOutcome outcome = log.clean();

    assertThat(outcome.failure()).isInstanceOf(AbandonedPassException.class);
    assertThat(log.store.logs()).isEmpty();
  }

  @Test
  void theRateIsKept() {
    log.limits = new CleanerLimits(1 << 20, 0.9, 4096, 1_000);
    for (int i = 0; i < 20; i++) {
      log.append("a=" + i);
    }
    long bytes = log.partition.log().sizeInBytes();
    long began = log.loop.nanos();
    log.cleaned();

    assertThat(log.loop.nanos() - began).isGreaterThan(bytes * 1_000_000);
  }

  @Test
  void aRestartGoesOnWhereThePassEnded() {
    log.append("a=1");
    log.append("b=1");
    log.append("x=1");
    log.cleaned();
    log.reopen(CloseMode.ABORT);
    log.update(CleanedLog.EAGER);

    assertThat(log.part.firstDirty()).isEqualTo(2);
    assertThat(log.part.dirtyRatio()).isZero();
  }
}
