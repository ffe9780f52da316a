package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.PartitionLog;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Retention and compaction: the start rises, batches are swapped, offsets stay. */
interface TrimAndReplaceRules extends StorageRules {

  @Test
  default void aTrimInsideABatchKeepsTheBatch() {
    fixture().append(A, TestBatches.run(0, 4, 3));
    store().commit(new Batch().trimPrefix(A, 4));

    assertThat(log(A).startOffset()).isEqualTo(4);
    assertThat(log(A).endOffset()).isEqualTo(12);
    assertThat(fixture().readAll(A)).isEqualTo(TestBatches.split(TestBatches.run(3, 3, 3)));
  }

  @Test
  default void aTrimAtOrBelowTheStartChangesNothing() {
    fixture().append(A, TestBatches.run(0, 4, 3));
    store().commit(new Batch().trimPrefix(A, 6).trimPrefix(A, 6).trimPrefix(A, 2));
    store().commit(new Batch().trimPrefix(A, 0).trimPrefix(B, 0));

    assertThat(log(A).startOffset()).isEqualTo(6);
    assertThat(store().logs()).containsExactly(A);
  }

  @Test
  default void aTrimToTheEndLeavesAnEmptyLogThatGoesOn() {
    fixture().append(A, TestBatches.run(0, 4, 3));
    store().commit(new Batch().trimPrefix(A, 12));

    assertThat(log(A).startOffset()).isEqualTo(12);
    assertThat(log(A).endOffset()).isEqualTo(12);
    assertThat(fixture().readAll(A)).isEmpty();
    assertThat(store().logs()).containsExactly(A);

    fixture().append(A, TestBatches.batch(12, 1));
    assertThat(fixture().readAll(A)).hasSize(1);
  }

  @Test
  default void aTrimmedLogKeepsItsBoundsWhenOpenedAgain() {
    if (!fixture().survives()) {
      return;
    }
    fixture().append(A, TestBatches.run(0, 4, 3));
    store().commit(new Batch().trimPrefix(A, 12));
    fixture().append(B, TestBatches.run(0, 4, 3));
    store().commit(new Batch().trimPrefix(B, 7));
    fixture().reopen(CloseMode.CLEAN);

    assertThat(log(A).startOffset()).isEqualTo(12);
    assertThat(log(A).endOffset()).isEqualTo(12);
    assertThat(log(B).startOffset()).isEqualTo(7);
    assertThat(fixture().readAll(B)).isEqualTo(TestBatches.split(TestBatches.run(6, 2, 3)));
    assertThat(fixture().append(A, TestBatches.batch(12, 1))).isEqualTo(1);
  }

  @Test
  default void aTrimBeyondTheEndIsRefusedWithoutEffect() {
    fixture().append(A, TestBatches.run(0, 4, 3));

    assertThatThrownBy(
            () ->
                store()
                    .commit(
                        new Batch().put(StoreFixture.bytes("k"), new byte[1]).trimPrefix(A, 13)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(log(A).startOffset()).isZero();
    assertThat(store().keyValues().get(StoreFixture.bytes("k"))).isNull();
    assertThat(fixture().append(A, TestBatches.batch(12, 1))).isEqualTo(2);
  }

  @Test
  default void replaceSwapsWholeBatchesAndKeepsOffsets() {
    fixture().append(A, TestBatches.run(0, 10, 3));
    fixture().makeDurable(1);
    ByteBuffer compacted =
        TestBatches.concat(TestBatches.at(7).build(), TestBatches.at(9).records(3, 80).build());
    store().commit(new Batch().replace(A, 6, 15, 9, compacted));

    List<StoredBatch> expected =
        TestBatches.split(
            TestBatches.concat(TestBatches.run(0, 2, 3), compacted, TestBatches.run(15, 5, 3)));
    assertThat(fixture().readAll(A)).isEqualTo(expected);
    assertThat(log(A).endOffset()).isEqualTo(30);
    assertThat(log(A).sizeInBytes())
        .isEqualTo(expected.stream().mapToLong(StoredBatch::sizeInBytes).sum());
    if (fixture().survives()) {
      fixture().reopen(CloseMode.CLEAN);
      assertThat(fixture().readAll(A)).isEqualTo(expected);
    }
  }

  @Test
  default void aReadInAGapBeginsWithTheNextBatch() {
    fixture().append(A, TestBatches.run(0, 10, 3));
    fixture().makeDurable(1);
    store().commit(new Batch().replace(A, 0, 15, 9, TestBatches.at(9).build()));

    for (long from = 0; from < 10; from++) {
      assertThat(StoreFixture.read(log(A), from, 15, 1, true))
          .isEqualTo(TestBatches.split(TestBatches.at(9).build()));
    }
    for (long from = 10; from < 18; from++) {
      assertThat(StoreFixture.read(log(A), from, 30, 1, true))
          .isEqualTo(TestBatches.split(TestBatches.batch(15, 3)));
    }
    assertThat(StoreFixture.read(log(A), 11, 15, Integer.MAX_VALUE, true)).isEmpty();
    assertThat(log(A).startOffset()).isZero();
  }

  @Test
  default void aReplacementMayBeginAndEndInGaps() {
    fixture().append(A, TestBatches.run(0, 10, 3));
    fixture().makeDurable(1);
    store().commit(new Batch().replace(A, 0, 9, 4, TestBatches.at(4).build()));
    store().commit(new Batch().replace(A, 18, 27, 22, TestBatches.at(22).build()));
    store().commit(new Batch().replace(A, 2, 25, 10, TestBatches.at(10).build()));

    List<StoredBatch> expected =
        TestBatches.split(TestBatches.concat(TestBatches.at(10).build(), TestBatches.batch(27, 3)));
    assertThat(fixture().readAll(A)).isEqualTo(expected);
    assertThat(log(A).startOffset()).isZero();
    if (fixture().survives()) {
      fixture().reopen(CloseMode.ABORT);
      assertThat(log(A).endOffset()).isEqualTo(30);
    }
  }

  @Test
  default void aReplacementMayBeginBelowTheStartWhereItsBatchDoes() {
    fixture().append(A, TestBatches.run(0, 10, 3));
    fixture().makeDurable(1);
    store().commit(new Batch().trimPrefix(A, 4));
    store().commit(new Batch().replace(A, 3, 12, 3, TestBatches.at(3).records(3, 5).build()));

    assertThat(log(A).startOffset()).isEqualTo(4);
    assertThat(fixture().readAll(A).stream().map(StoredBatch::baseOffset))
        .containsExactly(3L, 12L, 15L, 18L, 21L, 24L, 27L);
    assertThat(StoreFixture.read(log(A), 7, 15, Integer.MAX_VALUE, true))
        .isEqualTo(TestBatches.split(TestBatches.batch(12, 3)));
  }

  @Test
  default void whatWasReplacedIsNotCountedAnyMore() {
    fixture().append(A, TestBatches.run(0, 40, 2));
    fixture().makeDurable(1);
    long before = log(A).sizeInBytes();
    ByteBuffer left = TestBatches.batch(78, 2);
    store().commit(new Batch().replace(A, 0, 80, 78, left));

    assertThat(log(A).sizeInBytes()).isEqualTo(left.remaining()).isLessThan(before);
    assertThat(log(A).extents().stream().mapToLong(extent -> extent.sizeInBytes()).sum())
        .isEqualTo(left.remaining());
  }

  @Test
  default void replaceMayLeaveNothing() {
    fixture().append(A, TestBatches.run(0, 4, 3));
    fixture().makeDurable(1);
    store().commit(new Batch().replace(A, 0, 12, -1, ByteBuffer.allocate(0)));

    assertThat(log(A).startOffset()).isZero();
    assertThat(log(A).endOffset()).isEqualTo(12);
    assertThat(fixture().readAll(A)).isEmpty();
    assertThat(log(A).findByTimestamp(0, 12)).isEqualTo(-1);
    fixture().append(A, TestBatches.batch(12, 2));
    assertThat(fixture().readAll(A)).isEqualTo(TestBatches.split(TestBatches.batch(12, 2)));
    if (fixture().survives()) {
      fixture().reopen(CloseMode.CLEAN);
      assertThat(log(A).endOffset()).isEqualTo(14);
    }
  }

  @Test
  default void aRangeMayBeReplacedAgainAndAgain() {
    fixture().append(A, TestBatches.run(0, 100, 2));
    fixture().makeDurable(1);
    store().commit(new Batch().replace(A, 0, 100, 80, sparse(0, 100, 20)));
    store().commit(new Batch().replace(A, 20, 180, 140, sparse(20, 180, 40)));
    store().commit(new Batch().trimPrefix(A, 25).replace(A, 0, 60, 20, TestBatches.batch(20, 1)));

    PartitionLog log = log(A);
    assertThat(log.startOffset()).isEqualTo(25);
    assertThat(fixture().readAll(A).stream().map(StoredBatch::baseOffset))
        .containsExactly(
            60L, 100L, 140L, 180L, 182L, 184L, 186L, 188L, 190L, 192L, 194L, 196L, 198L);
  }

  private static ByteBuffer sparse(long from, long to, int step) {
    ByteBuffer all = ByteBuffer.allocate(0);
    for (long offset = from; offset < to; offset += step) {
      all = TestBatches.concat(all, TestBatches.batch(offset, 1));
    }
    return all;
  }

  @Test
  default void timestampsAndHeadersFollowAReplace() {
    fixture().append(A, TestBatches.run(0, 10, 2));
    fixture().makeDurable(1);
    store().commit(new Batch().replace(A, 4, 12, 8, TestBatches.at(9).timestamp(8).build()));

    assertThat(log(A).findByTimestamp(3, 20)).isEqualTo(9);
    assertThat(log(A).findByTimestamp(9, 20)).isEqualTo(12);
    try (var cursor = log(A).headers(5)) {
      assertThat(IndexRules.headers(cursor).stream().map(StoredBatch::baseOffset))
          .containsExactly(9L, 12L, 14L, 16L, 18L);
    }
  }
}
