package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.OffsetMismatchException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Commits and appends: numbered from one, checked, whole. */
interface AppendRules extends StorageRules {

  @Test
  default void appendedBatchesReadBackByteForByte() {
    ByteBuffer first = TestBatches.batch(0, 3);
    ByteBuffer second = TestBatches.run(3, 4, 2);
    fixture().append(A, first);
    fixture().append(A, second);

    assertThat(fixture().readAll(A))
        .isEqualTo(TestBatches.split(TestBatches.concat(first, second)));
    assertThat(log(A).startOffset()).isZero();
    assertThat(log(A).endOffset()).isEqualTo(11);
    assertThat(log(A).sizeInBytes()).isEqualTo(first.limit() + second.limit());
    assertThat(log(A).id()).isEqualTo(A);
  }

  @Test
  default void commitNumbersBeginAtOneAndRiseByOne() {
    assertThat(fixture().append(A, TestBatches.batch(0, 1))).isEqualTo(1);
    assertThatThrownBy(() -> fixture().append(A, TestBatches.batch(0, 1)))
        .isInstanceOf(OffsetMismatchException.class);
    assertThat(store().commit(new Batch().put(StoreFixture.bytes("k"), new byte[1]))).isEqualTo(2);
    assertThat(store().commit(new Batch())).isEqualTo(3);
  }

  @Test
  default void anAppendElsewhereThanAtTheEndHasNoEffectOfItsWholeBatch() {
    fixture().append(A, TestBatches.batch(0, 2));
    store().commit(new Batch().put(StoreFixture.bytes("k"), StoreFixture.bytes("old")));
    StoreModel before = new StoreModel();
    before.apply(StoreFixture.appendTo(new Batch(), A, TestBatches.batch(0, 2)));
    before.apply(new Batch().put(StoreFixture.bytes("k"), StoreFixture.bytes("old")));

    for (long wrong : new long[] {0, 1, 2, 4}) {
      Batch batch = new Batch();
      StoreFixture.appendTo(batch, B, TestBatches.batch(0, 1));
      StoreFixture.appendTo(batch, A, TestBatches.batch(2, 1));
      batch.put(StoreFixture.bytes("k"), StoreFixture.bytes("new"));
      batch.put(StoreFixture.bytes("l"), StoreFixture.bytes("new")).trimPrefix(A, 1).drop(C);
      StoreFixture.appendTo(batch, A, TestBatches.batch(wrong, 1));

      assertThatThrownBy(() -> store().commit(batch)).isInstanceOf(OffsetMismatchException.class);
      assertThat(before.difference(fixture())).isNull();
    }
    assertThat(fixture().append(A, TestBatches.batch(2, 1))).isEqualTo(3);
  }

  @Test
  default void aNewLogBeginsAtZero() {
    assertThatThrownBy(() -> fixture().append(A, TestBatches.batch(1, 1)))
        .isInstanceOf(OffsetMismatchException.class);
    assertThat(store().logs()).isEmpty();
  }

  @Test
  default void operationsOfABatchTakeEffectInTheirOrder() {
    fixture().append(A, TestBatches.batch(0, 5));
    Batch batch = new Batch();
    batch.drop(A);
    StoreFixture.appendTo(batch, A, TestBatches.batch(0, 1));
    StoreFixture.appendTo(batch, A, TestBatches.run(1, 2, 2));
    batch.trimPrefix(A, 1);
    batch.put(StoreFixture.bytes("k"), StoreFixture.bytes("1"));
    batch.delete(StoreFixture.bytes("k")).put(StoreFixture.bytes("k"), StoreFixture.bytes("2"));
    store().commit(batch);

    assertThat(log(A).startOffset()).isEqualTo(1);
    assertThat(fixture().readAll(A)).isEqualTo(TestBatches.split(TestBatches.run(1, 2, 2)));
    assertThat(store().keyValues().get(StoreFixture.bytes("k"))).isEqualTo(new byte[] {'2'});
  }

  @Test
  default void recordsMayLieInAnyKindOfBuffer() {
    ByteBuffer records = TestBatches.batch(0, 3);
    ByteBuffer direct = ByteBuffer.allocateDirect(records.limit() + 20).position(7);
    direct.put(records.duplicate()).flip().position(7);
    fixture().append(A, direct);

    ByteBuffer inside = ByteBuffer.allocate(records.limit() + 20).position(9);
    inside.put(records.duplicate()).flip().position(9);
    fixture().append(B, inside.asReadOnlyBuffer());

    assertThat(fixture().readAll(A)).isEqualTo(TestBatches.split(records));
    assertThat(fixture().readAll(B)).isEqualTo(TestBatches.split(records));
  }

  @Test
  default void buffersMayBeUsedAgainOnceCommitReturned() {
    ByteBuffer records = TestBatches.run(0, 3, 2);
    ByteBuffer reused = TestBatches.concat(records);
    fixture().append(A, reused);
    reused.clear();
    while (reused.hasRemaining()) {
      reused.put((byte) 0x5a);
    }

    assertThat(fixture().readAll(A)).isEqualTo(TestBatches.split(records));
  }

  @Test
  default void oneCommitWritesToManyLogs() {
    int logs = 500;
    for (int round = 0; round < 3; round++) {
      Batch batch = new Batch();
      for (int i = 0; i < logs; i++) {
        StoreFixture.appendTo(batch, StoreFixture.log(i), TestBatches.batch(round * 2L, 2));
      }
      store().commit(batch);
    }

    assertThat(store().logs()).hasSize(logs);
    for (int i = 0; i < logs; i++) {
      LogId id = StoreFixture.log(i);
      assertThat(fixture().readAll(id)).isEqualTo(TestBatches.split(TestBatches.run(0, 3, 2)));
    }
  }

  @Test
  default void aDroppedLogIsEmptyAndMayBeginAgain() {
    fixture().append(A, TestBatches.batch(0, 5));
    fixture().append(B, TestBatches.batch(0, 1));
    store().commit(new Batch().drop(A).drop(C));

    assertThat(store().logs()).containsExactly(B);
    assertThat(log(A).endOffset()).isZero();
    assertThat(log(A).sizeInBytes()).isZero();
    assertThat(fixture().readAll(A)).isEmpty();

    fixture().append(A, TestBatches.batch(0, 2));
    assertThat(fixture().readAll(A)).isEqualTo(TestBatches.split(TestBatches.batch(0, 2)));
  }

  @Test
  default void aHandleOfADroppedLogIsAsGoodAsEmpty() {
    fixture().append(A, TestBatches.batch(0, 5));
    var handle = log(A);
    store().commit(new Batch().drop(A));

    assertThat(handle.startOffset()).isZero();
    assertThat(handle.endOffset()).isZero();
    assertThat(StoreFixture.read(handle, 0)).isEmpty();
    assertThat(handle.findByTimestamp(0, Long.MAX_VALUE)).isEqualTo(-1);
  }

  @Test
  default void aHandleTakenBeforeTheFirstAppendSeesTheLogGrow() {
    var handle = log(A);
    assertThat(handle.endOffset()).isZero();
    store().commit(new Batch().trimPrefix(A, 0));
    fixture().append(A, TestBatches.batch(0, 1));
    fixture().append(A, TestBatches.batch(1, 1));

    assertThat(handle.endOffset()).isEqualTo(2);
    assertThat(StoreFixture.read(handle, 0)).hasSize(2);
  }
}
