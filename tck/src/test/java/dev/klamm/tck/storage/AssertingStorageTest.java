package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class AssertingStorageTest {

  private static final LogId LOG = StoreFixture.log(0);

  private final AssertingStorage storage = new AssertingStorage(new ModelStorage(Bug.NONE));
  private final StoreFixture fixture = new StoreFixture(storage, Duration.ofSeconds(1));
  private final LogStore store = fixture.store();

  @Test
  void nothingIsReportedOfACallerThatKeepsTheRules() {
    fixture.append(LOG, TestBatches.run(0, 3, 2));
    fixture.makeDurable(1);
    assertThat(fixture.readAll(LOG)).hasSize(3);
    store.log(LOG).headers(0).close();
    fixture.close(CloseMode.CLEAN);
    assertThatCode(storage::verify).doesNotThrowAnyException();
  }

  @Test
  void aViewOrCursorThatIsNeverClosedIsReportedWithItsOrigin() {
    fixture.append(LOG, TestBatches.run(0, 3, 2));
    RecordsView view = StoreFixture.view(store.log(LOG).read(0, 6, 100, true));
    BatchCursor cursor = store.log(LOG).headers(0);

    assertThatThrownBy(storage::verify)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("2 views or cursors")
        .satisfies(
            error ->
                assertThat(error.getSuppressed()[0].getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(getClass().getName())));
    view.close();
    cursor.close();
    assertThatCode(storage::verify).doesNotThrowAnyException();
  }

  @Test
  void aViewTurnsToGarbageWhenItIsClosed() {
    fixture.append(LOG, TestBatches.run(0, 3, 2));
    RecordsView view = StoreFixture.view(store.log(LOG).read(0, 6, 1_000, true));
    ByteBuffer kept = view.toBuffer();
    view.close();

    assertThatThrownBy(() -> TestBatches.split(kept)).isInstanceOf(AssertionError.class);
    assertThat(fixture.readAll(LOG)).hasSize(3);
  }

  @Test
  void recordsThatAreNotStampedValidAndContiguousAreRefused() {
    refused("leader epoch", TestBatches.at(0).leaderEpoch(-1).build(), 0, 1, 0);
    refused("where offset 0 is due", TestBatches.at(5).build(), 0, 1, 5);
    refused("end at 1", TestBatches.at(0).build(), 0, 2, 0);
    refused("max timestamp", TestBatches.at(0).timestamp(9).build(), 0, 1, 8);
    refused("append of nothing", ByteBuffer.allocate(0), 0, 0, -1);
    ByteBuffer hole = TestBatches.concat(TestBatches.at(0).build(), TestBatches.at(2).build());
    refused("where offset 1 is due", hole, 0, 3, 2);
    ByteBuffer corrupt = TestBatches.at(0).build();
    corrupt.put(BatchFormat.HEADER_SIZE + 9, (byte) 1);
    refused("CRC", corrupt, 0, 1, 0);
    ByteBuffer torn = TestBatches.at(0).build();
    refused("not valid batches", torn.limit(torn.limit() - 1), 0, 1, 0);
  }

  private void refused(String why, ByteBuffer records, long base, long end, long maxTimestamp) {
    Batch batch = new Batch().append(LOG, base, end, maxTimestamp, records);
    assertMisuse(why, () -> store.commit(batch));
    assertThat(store.log(LOG).endOffset()).isZero();
  }

  @Test
  void replacementsMustFitTheirRange() {
    fixture.append(LOG, TestBatches.run(0, 4, 2));
    Batch outside = new Batch().replace(LOG, 0, 4, 4, TestBatches.at(4).build());
    assertMisuse("does not fit", () -> store.commit(outside));
    ByteBuffer falling = TestBatches.concat(TestBatches.at(2).build(), TestBatches.at(0).build());
    Batch backwards = new Batch().replace(LOG, 0, 4, 2, falling);
    assertMisuse("does not fit", () -> store.commit(backwards));
  }

  @Test
  void aBatchIsCommittedOnce() {
    Batch batch = StoreFixture.appendTo(new Batch(), LOG, TestBatches.batch(0, 1));
    store.commit(batch);
    assertMisuse("committed once", () -> store.commit(batch));
  }

  @Test
  void recordsMayNotChangeBeforeCommitReturns() {
    ByteBuffer records = TestBatches.batch(0, 1);
    AssertingStorage changing =
        new AssertingStorage(new MeddlingStorage(() -> records.put(70, (byte) 77)));
    LogStore meddled = changing.open(fixture.context());
    Batch batch = StoreFixture.appendTo(new Batch(), LOG, records);

    assertMisuse("changed before commit returned", () -> meddled.commit(batch));
    assertThatThrownBy(changing::verify).isInstanceOf(AssertionError.class);
  }

  @Test
  void twoThreadsMayNotCommitAtOnce() throws InterruptedException {
    CountDownLatch inCommit = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    LogStore slow =
        new AssertingStorage(new MeddlingStorage(() -> waitInside(inCommit, goOn)))
            .open(fixture.context());
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread first = new Thread(() -> slow.commit(new Batch().drop(LOG)));
    first.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
    first.start();
    assertThat(inCommit.await(5, TimeUnit.SECONDS)).isTrue();

    assertMisuse("while", () -> slow.commit(new Batch().drop(LOG)));
    assertMisuse("while", () -> slow.close(CloseMode.ABORT));
    goOn.countDown();
    first.join(5_000);
    assertThat(failure.get()).isNull();
  }

  private static void waitInside(CountDownLatch inCommit, CountDownLatch goOn) {
    inCommit.countDown();
    try {
      assertThat(goOn.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void argumentsThatMakeNoSenseAreRefused() {
    fixture.append(LOG, TestBatches.batch(0, 5));
    assertMisuse("offset -1", () -> store.log(LOG).read(-1, 5, 100, true));
    assertMisuse("which is less", () -> store.log(LOG).read(3, 2, 100, true));
    assertMisuse("bytes at most", () -> store.log(LOG).read(3, 5, -1, true));
    assertMisuse("offset -1", () -> store.log(LOG).headers(-1));
    assertMisuse("last one is 1", () -> store.makeDurable(Durability.SYNC, 2));
  }

  @Test
  void aCursorIsReadOnABatchAndWhileOpen() {
    fixture.append(LOG, TestBatches.run(0, 2, 1));
    BatchCursor cursor = store.log(LOG).headers(0);
    assertMisuse("on no batch", cursor::header);
    cursor.next();
    ByteBuffer first = cursor.header();
    cursor.next();
    assertThat(BatchFormat.magic(first, 0)).isNotEqualTo(BatchFormat.CURRENT_MAGIC);
    cursor.close();
    assertMisuse("was closed", cursor::next);
  }

  @Test
  void aStoreIsNotUsedAfterClose() {
    fixture.append(LOG, TestBatches.batch(0, 5));
    var log = store.log(LOG);
    store.close();
    assertMisuse("after the store was closed", () -> store.commit(new Batch().drop(LOG)));
    assertMisuse("after the store was closed", () -> store.log(LOG));
    assertMisuse("after the store was closed", store::keyValues);
    assertMisuse("after the store was closed", () -> store.makeDurable(Durability.SYNC, 1));
    assertMisuse("after the store was closed", () -> log.read(0, 5, 100, true));
  }

  private static void assertMisuse(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }
}
