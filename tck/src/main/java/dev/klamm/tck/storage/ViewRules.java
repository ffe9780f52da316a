package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.OffsetOutOfRangeException;
import dev.klamm.api.storage.PartitionLog;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Views keep what they show until they are closed; readers and the writer do not disturb. */
interface ViewRules extends StorageRules {

  @Test
  default void aViewStaysValidWhenItsRangeIsTrimmed() {
    viewStaysValid(() -> store().commit(new Batch().trimPrefix(A, 12)));
  }

  @Test
  default void aViewStaysValidWhenItsRangeIsReplaced() {
    viewStaysValid(
        () -> {
          ByteBuffer compacted = TestBatches.batch(4, 1);
          store().commit(new Batch().replace(A, 0, 12, 4, compacted));
        });
  }

  @Test
  default void aViewStaysValidWhenItsLogIsDropped() {
    viewStaysValid(() -> store().commit(new Batch().drop(A)));
  }

  @Test
  default void aViewStaysValidWhenItsLogIsDroppedAndBeginsAgain() {
    viewStaysValid(
        () -> {
          store().commit(new Batch().drop(A));
          fixture().append(A, TestBatches.at(0).records(40, 50).build());
        });
  }

  @Test
  default void aViewStaysValidWhenTheStoreCloses() {
    viewStaysValid(() -> fixture().close(CloseMode.CLEAN));
  }

  private void viewStaysValid(Runnable change) {
    ByteBuffer records = TestBatches.run(0, 6, 2);
    fixture().append(A, records);
    fixture().makeDurable(1);
    try (RecordsView view = StoreFixture.view(log(A).read(1, 12, Integer.MAX_VALUE, true))) {
      change.run();
      for (long i = 0; i < 200; i++) {
        fixture().append(B, TestBatches.batch(i, 1));
      }
      assertThat(StoreFixture.batches(view)).isEqualTo(TestBatches.split(records));
    }
  }

  @Test
  default void closingAViewTwiceIsHarmless() {
    fixture().append(A, TestBatches.batch(0, 1));
    RecordsView view = StoreFixture.view(log(A).read(0, 1, Integer.MAX_VALUE, true));
    view.close();
    view.close();
    assertThat(fixture().readAll(A)).hasSize(1);
  }

  @Test
  default void aCursorGoesOnWhenItsRangeIsTrimmed() {
    fixture().append(A, TestBatches.run(0, 100, 2));
    try (BatchCursor cursor = log(A).headers(0)) {
      assertThat(cursor.next()).isTrue();
      store().commit(new Batch().trimPrefix(A, 200));
      List<StoredBatch> rest = IndexRules.headers(cursor);
      assertThat(rest).hasSize(99);
      assertThat(rest.get(98).baseOffset()).isEqualTo(198);
    }
  }

  @Test
  default void readersSeeWholeBatchesWhileCommitsGoOn() throws Exception {
    fixture().append(A, TestBatches.batch(0, 1));
    whileRead(this::commitAndTrim, this::readWithoutHoles);
  }

  @Test
  default void readersSeeRisingBatchesWhileCompactionGoesOn() throws Exception {
    fixture().append(A, TestBatches.batch(0, 1));
    whileRead(this::commitAndCompact, this::readRising);
  }

  /** Runs the writer here and two readers beside it until it is done. */
  private void whileRead(Consumer<PartitionLog> writer, BiConsumer<PartitionLog, Random> reader)
      throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    PartitionLog log = log(A);
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try {
      Future<?> first = readers.submit(() -> readUntil(done, log, reader, new Random(1)));
      Future<?> second = readers.submit(() -> readUntil(done, log, reader, new Random(2)));
      writer.accept(log);
      done.set(true);
      finish(first);
      finish(second);
    } finally {
      done.set(true);
      readers.shutdownNow();
    }
  }

  private static void readUntil(
      AtomicBoolean done,
      PartitionLog log,
      BiConsumer<PartitionLog, Random> reader,
      Random random) {
    while (!done.get()) {
      reader.accept(log, random);
    }
  }

  private static void finish(Future<?> reader) throws Exception {
    try {
      reader.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("a reader failed while commits went on", e);
    }
  }

  /** Bounded by count and by time, so that a slow store is not tested for ever. */
  private void commitAndTrim(PartitionLog log) {
    Random random = new Random(3);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    for (int i = 0; i < 3_000 && System.nanoTime() < deadline; i++) {
      int records = 1 + random.nextInt(3);
      long end = log.endOffset();
      Batch batch = new Batch();
      StoreFixture.appendTo(
          batch, A, TestBatches.at(end).records(records, random.nextInt(600)).build());
      batch.put(StoreFixture.bytes("end"), StoreFixture.bytes(Long.toString(end + records)));
      if (i % 100 == 99) {
        batch.trimPrefix(A, end / 2);
      }
      store().commit(batch);
    }
  }

  /** Appends runs of batches and thins each out when it is durable. */
  private void commitAndCompact(PartitionLog log) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
    for (int i = 0; i < 300 && System.nanoTime() < deadline; i++) {
      long start = log.endOffset();
      fixture().makeDurable(fixture().append(A, TestBatches.run(start, 20, 2)));
      ByteBuffer thin = TestBatches.run(start + 7, 10, 2);
      store().commit(new Batch().replace(A, start, start + 40, start + 25, thin));
    }
  }

  private void readRising(PartitionLog log, Random random) {
    long end = log.endOffset();
    long from = (long) (end * random.nextDouble());
    long least = from;
    for (StoredBatch batch : StoreFixture.read(log, from, end, random.nextInt(5_000), true)) {
      assertThat(batch.endOffset()).isBetween(least + 1, end);
      assertThat(batch.baseOffset()).isGreaterThanOrEqualTo(least == from ? 0 : least);
      least = batch.endOffset();
    }
  }

  private void readWithoutHoles(PartitionLog log, Random random) {
    long end = log.endOffset();
    long from = end / 2 + (long) ((end - end / 2) * random.nextDouble());
    try {
      checkNoHoles(StoreFixture.read(log, from, end, random.nextInt(5_000), true), from, end);
    } catch (OffsetOutOfRangeException e) {
      assertThat(log.startOffset()).as("start, as a trim overtook %d", from).isGreaterThan(from);
    }
    log.findByTimestamp(from, end);
    assertThat(log.sizeInBytes()).isPositive();
  }

  private static void checkNoHoles(List<StoredBatch> batches, long from, long end) {
    if (from == end) {
      assertThat(batches).isEmpty();
      return;
    }
    assertThat(batches.get(0).baseOffset()).isLessThanOrEqualTo(from);
    assertThat(batches.get(0).endOffset()).isGreaterThan(from);
    for (int i = 1; i < batches.size(); i++) {
      assertThat(batches.get(i).baseOffset()).isEqualTo(batches.get(i - 1).endOffset());
    }
    assertThat(batches.get(batches.size() - 1).endOffset()).isLessThanOrEqualTo(end);
  }
}
