package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.OffsetOutOfRangeException;
import dev.klamm.api.storage.PartitionLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads: whole batches, within bounds, without holes. */
interface ReadRules extends StorageRules {

  int BIG = Integer.MAX_VALUE;

  @Test
  default void aReadBeginsWithTheBatchThatContainsItsOffset() {
    List<StoredBatch> all = TestBatches.split(TestBatches.run(0, 4, 3));
    fixture().append(A, TestBatches.run(0, 4, 3));

    assertThat(StoreFixture.read(log(A), 0)).isEqualTo(all);
    assertThat(StoreFixture.read(log(A), 3)).isEqualTo(all.subList(1, 4));
    assertThat(StoreFixture.read(log(A), 5)).isEqualTo(all.subList(1, 4));
    assertThat(StoreFixture.read(log(A), 11)).isEqualTo(all.subList(3, 4));
  }

  @Test
  default void aReadGivesAsManyWholeBatchesAsFitMaxBytes() {
    fixture().append(A, TestBatches.run(0, 5, 2));
    int size = TestBatches.batch(0, 2).limit();

    assertThat(StoreFixture.read(log(A), 0, 10, 3 * size, false)).hasSize(3);
    assertThat(StoreFixture.read(log(A), 0, 10, 3 * size - 1, false)).hasSize(2);
    assertThat(StoreFixture.read(log(A), 2, 10, 3 * size + size / 2, false)).hasSize(3);
    assertThat(StoreFixture.read(log(A), 0, 10, size - 1, false)).isEmpty();
    assertThat(StoreFixture.read(log(A), 0, 10, 0, false)).isEmpty();
  }

  @Test
  default void minOneBatchGivesTheFirstBatchHoweverLarge() {
    fixture().append(A, TestBatches.run(0, 5, 2));
    int size = TestBatches.batch(0, 2).limit();

    assertThat(StoreFixture.read(log(A), 3, 10, 0, true))
        .isEqualTo(TestBatches.split(TestBatches.batch(2, 2)));
    assertThat(StoreFixture.read(log(A), 0, 10, size - 1, true)).hasSize(1);
    assertThat(StoreFixture.read(log(A), 0, 10, 2 * size, true)).hasSize(2);
    assertThat(StoreFixture.read(log(A), 4, 4, 0, true)).isEmpty();
  }

  @Test
  default void aReadGivesNothingAtOrBeyondUpTo() {
    fixture().append(A, TestBatches.run(0, 3, 2));
    fixture().append(A, TestBatches.run(6, 2, 2));

    assertThat(StoreFixture.read(log(A), 0, 4, BIG, true)).hasSize(2);
    assertThat(StoreFixture.read(log(A), 1, 6, BIG, true)).hasSize(3);
    assertThat(StoreFixture.read(log(A), 0, 8, BIG, false)).hasSize(4);
    assertThat(StoreFixture.read(log(A), 2, 2, BIG, true)).isEmpty();
    assertThat(StoreFixture.read(log(A), 0, 10, BIG, true)).hasSize(5);
  }

  @Test
  default void aReadAtTheEndIsEmpty() {
    assertThat(StoreFixture.read(log(A), 0, 0, BIG, true)).isEmpty();
    fixture().append(A, TestBatches.batch(0, 2));
    assertThat(StoreFixture.read(log(A), 2, 2, BIG, true)).isEmpty();
  }

  @Test
  default void aReadOutsideTheLogIsRefusedAndTheStoreGoesOn() {
    fixture().append(A, TestBatches.run(0, 4, 1));
    store().commit(new Batch().trimPrefix(A, 2));

    for (long outside : new long[] {-1, 0, 1, 5, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> log(A).read(outside, 4, BIG, true))
          .as("read from %d", outside)
          .isInstanceOf(OffsetOutOfRangeException.class);
      assertThatThrownBy(() -> log(A).headers(outside))
          .as("headers from %d", outside)
          .isInstanceOf(OffsetOutOfRangeException.class);
    }
    assertThatThrownBy(() -> log(B).read(1, 1, BIG, true))
        .isInstanceOf(OffsetOutOfRangeException.class);
    assertThat(StoreFixture.read(log(A), 2)).hasSize(2);
  }

  @Test
  default void everyOffsetOfALongLogFindsItsBatch() {
    Random random = new Random(1);
    List<StoredBatch> all = new ArrayList<>();
    long end = 0;
    while (end < 6_000) {
      List<ByteBuffer> some = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int records = 1 + random.nextInt(5);
        some.add(TestBatches.at(end).records(records, random.nextInt(400)).build());
        end += records;
      }
      ByteBuffer records = TestBatches.concat(some.toArray(ByteBuffer[]::new));
      all.addAll(TestBatches.split(records));
      fixture().append(A, records);
    }

    assertThat(fixture().readAll(A)).isEqualTo(all);
    for (StoredBatch batch : all) {
      for (long offset = batch.baseOffset(); offset < batch.endOffset(); offset++) {
        assertThat(StoreFixture.read(log(A), offset, batch.endOffset(), 1, true))
            .containsExactly(batch);
      }
    }
  }

  @Test
  default void readingOnFromWhereTheLastReadEndedMeetsEveryBatchOnce() {
    Random random = new Random(2);
    LogId[] ids = {A, B};
    for (int i = 0; i < 300; i++) {
      LogId id = ids[random.nextInt(2)];
      ByteBuffer batch =
          TestBatches.at(log(id).endOffset()).records(10, random.nextInt(200)).build();
      fixture().append(id, batch);
    }
    PartitionLog log = log(A);
    List<StoredBatch> met = new ArrayList<>();
    long from = 0;
    while (from < log.endOffset()) {
      met.addAll(StoreFixture.read(log, from, log.endOffset(), random.nextInt(9_000), true));
      from = met.get(met.size() - 1).endOffset();
    }

    assertThat(met).isEqualTo(fixture().readAll(A));
    assertThat(from).isEqualTo(log.endOffset());
  }

  @Test
  default void batchesOfSeveralMegabytesAreKeptWhole() {
    List<StoredBatch> all = new ArrayList<>();
    int[] sizes = {100, 3_000_000, 50, 1_048_576, 1_048_476, 7_000_000, 10};
    for (int i = 0; i < sizes.length; i++) {
      ByteBuffer batch = TestBatches.at(i).records(1, sizes[i]).build();
      all.addAll(TestBatches.split(batch));
      fixture().append(A, batch);
    }

    assertThat(fixture().readAll(A)).isEqualTo(all);
    assertThat(StoreFixture.read(log(A), 1, 7, 1_000, true)).isEqualTo(all.subList(1, 2));
    assertThat(StoreFixture.read(log(A), 0, 7, 3_500_000, true)).isEqualTo(all.subList(0, 3));
    assertThat(log(A).sizeInBytes())
        .isEqualTo(all.stream().mapToLong(StoredBatch::sizeInBytes).sum());
  }

  @Test
  default void oneAppendMayHoldManyMegabytesOfBatches() {
    ByteBuffer[] parts = new ByteBuffer[400];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = TestBatches.at(i * 3L).records(3, 4_000).build();
    }
    ByteBuffer records = TestBatches.concat(parts);
    fixture().append(A, records);

    assertThat(fixture().readAll(A)).isEqualTo(TestBatches.split(records));
    assertThat(StoreFixture.read(log(A), 700, 1_200, 1, true))
        .isEqualTo(TestBatches.split(parts[233]));
  }

  @Test
  default void aViewIsReadOnlyAndGivesItsBytesAgain() {
    fixture().append(A, TestBatches.run(0, 3, 1));
    try (RecordsView view = StoreFixture.view(log(A).read(0, 3, BIG, true))) {
      ByteBuffer first = view.toBuffer();
      first.position(first.limit());
      assertThat(StoreFixture.batches(view)).hasSize(3);
    }
  }
}
