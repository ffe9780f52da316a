package dev.klamm.storage.file;

import static dev.klamm.storage.file.Fixture.A;
import static dev.klamm.storage.file.Fixture.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.LogStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  private static final int FILE = FileStorageSettings.MIN_JOURNAL_FILE_BYTES;

  @TempDir Path directory;
  private LogStore store;

  @BeforeEach
  void open() {
    store =
        Fixture.open(FileStorageSettings.of(directory).withJournalFileBytes(FILE), new LocalDisk());
  }

  @AfterEach
  void close() {
    store.close(CloseMode.ABORT);
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(p -> p.toString().endsWith(".journal") || p.toString().endsWith(".recut"))
          .count();
    }
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(p -> p.toString().endsWith(".journal") || p.toString().endsWith(".recut"))
          .mapToLong(p -> p.toFile().length())
          .sum();
    }
  }

  private interface Check {
    boolean holds() throws IOException;
  }

  /** Waits for background work, which may need a commit to go on. */
  private void await(Check check) throws IOException {
    long stop = System.nanoTime() + 20_000_000_000L;
    while (!check.holds() && System.nanoTime() < stop) {
      store.commit(new Batch().trimPrefix(A, 0));
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(check.holds()).isTrue();
  }

  @Test
  void filesWhoseLogsWereTrimmedAreDeleted() throws IOException {
    for (int i = 0; i < 200; i++) {
      Fixture.append(store, A, 1, 5_000);
    }
    assertThat(files()).isGreaterThan(14);
    store.commit(new Batch().trimPrefix(A, 190));
    await(() -> files() <= 4);
    assertThat(Fixture.offsets(store.log(A), 190, 10_000)).hasSize(10);
  }

  @Test
  void filesOfDroppedLogsAndOldKeysAreDeleted() throws IOException {
    for (int i = 0; i < 100; i++) {
      Batch batch = new Batch().put(Fixture.bytes("k" + i % 7), new byte[3_000]);
      store.commit(Fixture.append(batch, A, i, 1, 3_000));
    }
    store.commit(new Batch().drop(A));
    await(() -> files() <= 3);
    close();
    open();
    assertThat(store.keyValues().get(Fixture.bytes("k6"))).hasSize(3_000);
    assertThat(store.log(A).endOffset()).isZero();
  }

  @Test
  void aViewKeepsItsFileUntilItIsClosed() throws IOException {
    Batch batch = new Batch();
    for (int i = 0; i < 10; i++) {
      Fixture.append(batch, A, i, 1, 5_000);
    }
    store.commit(batch);
    Fixture.append(store, B, 1, 60_000);
    Fixture.append(store, B, 1, 60_000);
    RecordsView view = (RecordsView) store.log(A).read(0, 10, 1 << 20, true);
    store.commit(new Batch().drop(A).trimPrefix(B, 1));
    await(() -> !Files.exists(journal(2)));
    assertThat(journal(1)).exists();
    assertThat(view.toBuffer().getLong(9 * 5061)).isEqualTo(9);
    view.close();
    await(() -> !Files.exists(journal(1)));
  }

  private Path journal(long number) {
    return directory.resolve(JournalFormat.name(number, JournalFormat.JOURNAL_SUFFIX));
  }

  @Test
  void aFewLiveBatchesDoNotKeepAFileOfDeadOnes() throws IOException {
    long b = 0;
    for (int i = 0; i < 200; i++) {
      Batch batch = Fixture.append(new Batch(), A, i, 1, 5_000);
      if (i % 10 == 0) {
        Fixture.append(batch, B, b++, 1, 500);
      }
      store.commit(batch);
    }
    store.commit(new Batch().trimPrefix(A, 200));
    await(() -> bytes() < 4 * FILE);
    for (int round = 0; round < 3; round++) {
      assertThat(Fixture.offsets(store.log(B), 0, 700)).hasSize(20);
      assertThat(Fixture.headers(store.log(B), 0)).hasSize(20);
      assertThat(store.log(B).sizeInBytes()).isEqualTo(20 * 561);
      assertThat(store.log(B).findByTimestamp(15, 20)).isEqualTo(15);
      store.close(round == 0 ? CloseMode.ABORT : CloseMode.CLEAN);
      open();
    }
    assertThat(bytes()).isLessThan(4 * FILE);
  }

  @Test
  void oneReplacementIsEnoughToFreeManyFilesThatAreMostlyDead() throws IOException {
    for (int i = 0; i < 200; i++) {
      Batch batch = Fixture.append(new Batch(), A, i, 1, 5_000);
      Fixture.append(batch, B, i, 1, 100);
      store.commit(batch);
    }
    assertThat(bytes()).isGreaterThan(14 * FILE);
    store.commit(new Batch().replace(A, 0, 200, -1, ByteBuffer.allocate(0)));
    long stop = System.nanoTime() + 20_000_000_000L;
    while (bytes() >= 5 * FILE && System.nanoTime() < stop) {
      store.commit(new Batch().put(Fixture.bytes("k"), new byte[1]));
      LockSupport.parkNanos(1_000_000);
    }

    assertThat(bytes()).isLessThan(5 * FILE);
    assertThat(Fixture.headers(store.log(B), 0)).hasSize(200);
  }
}
