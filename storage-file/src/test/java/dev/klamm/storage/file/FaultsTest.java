package dev.klamm.storage.file;

import static dev.klamm.storage.file.Fixture.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageException;
import dev.klamm.api.storage.StoreFullException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk();
  private final Fixture.Waiter waiter = new Fixture.Waiter();

  private LogStore open() {
    return new FileStorage(
            FileStorageSettings.of(directory)
                .withJournalFileBytes(FileStorageSettings.MIN_JOURNAL_FILE_BYTES),
            disk)
        .open(Fixture.context(waiter));
  }

  @Test
  void aFullDiskFailsTheStoreForGoodAndKeepsWhatWasThere() throws Exception {
    for (int allowed = 0; allowed < 150; allowed += 37) {
      LogStore store = open();
      long end = store.log(A).endOffset();
      Fixture.append(store, A, 1, 100);
      int torn = allowed;
      disk.onWrite = (path, position, length) -> torn;
      assertThatThrownBy(() -> Fixture.append(store, A, 1, 500))
          .isInstanceOf(StoreFullException.class)
          .hasMessageContaining(directory.toString());
      disk.onWrite = (path, position, length) -> length;
      StorageException first = waiter.awaitFailure();
      assertThat(first).isInstanceOf(StoreFullException.class);
      assertThatThrownBy(() -> Fixture.append(store, A, 1, 100))
          .isInstanceOf(StoreFullException.class);
      assertThat(Fixture.offsets(store.log(A), 0, 100)).hasSize((int) end + 1);
      store.close(CloseMode.ABORT);
    }
    LogStore again = open();
    assertThat(again.log(A).endOffset()).isEqualTo(5);
    again.close();
  }

  @Test
  void aFailedSyncIsNeverTriedAgain() throws Exception {
    LogStore store = open();
    AtomicInteger forces = new AtomicInteger();
    String first = JournalFormat.name(1, JournalFormat.JOURNAL_SUFFIX);
    disk.onForce =
        path -> {
          if (path.endsWith(first) && forces.getAndIncrement() == 0) {
            throw new IOException("Input/output error");
          }
        };
    long commit = Fixture.append(store, A, 1, 10);
    store.makeDurable(Durability.SYNC, commit);
    StorageException cause = waiter.awaitFailure();
    assertThat(cause).hasMessageContaining("Input/output error");
    assertThatThrownBy(() -> Fixture.append(store, A, 1, 10)).isSameAs(cause);
    assertThat(store.durableUpTo(Durability.SYNC)).isZero();
    assertThatThrownBy(() -> store.close(CloseMode.CLEAN)).isSameAs(cause);
    assertThat(forces).hasValue(1);
  }

  @Test
  void commitsGoOnWhileASyncTakesItsTime() throws Exception {
    LogStore store = open();
    CountDownLatch syncing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    disk.onForce =
        path -> {
          syncing.countDown();
          await(go);
        };
    store.makeDurable(Durability.SYNC, Fixture.append(store, A, 1, 10));
    syncing.await();
    long last = 0;
    for (int i = 0; i < 100; i++) {
      last = Fixture.append(store, A, 1, 10);
    }
    store.makeDurable(Durability.SYNC, last);
    assertThat(store.durableUpTo(Durability.SYNC)).isZero();
    assertThat(Fixture.offsets(store.log(A), 0, 1000)).hasSize(101);
    go.countDown();
    assertThat(waiter.awaitSynced(last)).isTrue();
    store.close();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void anUnreadableFileIsNamedAndDoesNotFailTheStore() {
    LogStore store = open();
    for (int i = 0; i < 20; i++) {
      Fixture.append(store, A, 1, 10_000);
    }
    store.close();
    LogStore again = open();
    disk.onRead =
        path -> {
          throw new IOException("Input/output error");
        };
    assertThatThrownBy(() -> Fixture.read(again.log(A), 0, 20, 100))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("position");
    disk.onRead = path -> {};
    Fixture.append(again, A, 1, 10);
    assertThat(Fixture.offsets(again.log(A), 0, 100)).hasSize(21);
    again.close();
  }

  @Test
  void anInterruptedThreadCommitsAndReadsAllTheSame() {
    LogStore store = open();
    for (int i = 0; i < 30; i++) {
      Thread.currentThread().interrupt();
      Fixture.append(store, A, 1, 5_000);
      assertThat(Fixture.offsets(store.log(A), i, 100)).containsExactly((long) i);
      assertThat(Fixture.offsets(store.log(A), 0, 40_000)).hasSize(i + 1);
      assertThat(Thread.interrupted()).isTrue();
    }
    store.close();
  }

  @Test
  void housekeepingThatFailsCostsNoData() {
    LogStore store = open();
    disk.onResize =
        path -> {
          throw new IOException("No space left on device");
        };
    disk.onWrite = (path, position, length) -> path.toString().endsWith(".journal") ? length : 0;
    int written = 0;
    try {
      while (written < 40) {
        Fixture.append(store, A, 1, 10_000);
        written++;
      }
    } catch (StoreFullException e) {
      assertThat(written).isGreaterThan(4);
    }
    store.close(CloseMode.ABORT);
    disk.onResize = path -> {};
    disk.onWrite = (path, position, length) -> length;
    LogStore again = open();
    assertThat(Fixture.offsets(again.log(A), 0, 100_000)).hasSize(written);
    again.close();
  }
}
