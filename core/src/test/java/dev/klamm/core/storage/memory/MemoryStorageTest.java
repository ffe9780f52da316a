package dev.klamm.core.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BufferRecords;
import dev.klamm.api.record.CompositeRecords;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.api.storage.StorageProvider;
import dev.klamm.tck.storage.TestBatches;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class MemoryStorageTest {

  private static final LogId LOG = new LogId(new Uuid(1, 2), 0);
  private static final StorageContext CONTEXT =
      new StorageContext(Clock.system(), Thread::new, new Random(1), CommitListener.NONE);

  private static final ByteBuffer MEGABYTE = TestBatches.at(0).records(1, 1_000_000).build();

  @Test
  void isFoundByItsName() {
    StorageProvider provider =
        ServiceLoader.load(StorageProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.name().equals("memory"))
            .findAny()
            .orElseThrow();

    assertThat(provider.backend("", Map.of()).name()).isEqualTo("memory");
    assertThatThrownBy(() -> provider.backend("/data", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'/data'");
  }

  @Test
  void readsGiveSlicesOfTheStoresOwnMemory() {
    try (LogStore store = MemoryStorage.volatileStore().open(CONTEXT)) {
      appendMegabytes(store, 0, 1);
      assertThat(store.log(LOG).read(0, 1, Integer.MAX_VALUE, true))
          .isInstanceOf(BufferRecords.class);
      appendMegabytes(store, 1, 4);
      assertThat(store.log(LOG).read(0, 5, Integer.MAX_VALUE, true))
          .isInstanceOfSatisfying(
              CompositeRecords.class, records -> assertThat(records.parts()).hasSize(5));
    }
  }

  @Test
  void trimmedChunksAreLetGo() {
    try (LogStore store = MemoryStorage.volatileStore().open(CONTEXT)) {
      // More than the heap that the tests have.
      for (int i = 0; i < 1_200; i++) {
        appendMegabytes(store, i, 1);
        store.commit(new Batch().trimPrefix(LOG, i));
      }
      assertThat(store.log(LOG).sizeInBytes()).isLessThan(2_000_000);
    }
  }

  @Test
  void compactedChunksDoNotKeepWhatWasCutOut() {
    try (LogStore store = MemoryStorage.volatileStore().open(CONTEXT)) {
      for (int i = 0; i < 1_200; i++) {
        appendMegabytes(store, i, 1);
        store.commit(new Batch().replace(LOG, i, i + 1, i, TestBatches.batch(i, 1)));
      }
      assertThat(store.log(LOG).endOffset()).isEqualTo(1_200);
    }
  }

  @Test
  void thousandsOfSmallLogsAreCheap() {
    try (LogStore store = MemoryStorage.volatileStore().open(CONTEXT)) {
      Batch batch = new Batch();
      ByteBuffer records = TestBatches.batch(0, 1);
      for (int i = 0; i < 50_000; i++) {
        batch.append(new LogId(new Uuid(1, i), 0), 0, 1, 0, records);
      }
      store.commit(batch);
      assertThat(store.logs()).hasSize(50_000);
    }
  }

  @Test
  void aCrashPointChoosesWhatAnAbortLeaves() {
    long[] asked = new long[3];
    MemoryStorage storage =
        MemoryStorage.surviving(
            (synced, written, committed) -> {
              asked[0] = synced;
              asked[1] = written;
              asked[2] = committed;
              return 3;
            });
    LogStore store = storage.open(CONTEXT);
    for (int i = 0; i < 5; i++) {
      store.commit(new Batch().append(LOG, i, i + 1, i, TestBatches.batch(i, 1)));
    }
    store.makeDurable(Durability.OS, 4);
    store.makeDurable(Durability.SYNC, 2);
    store.close(CloseMode.ABORT);

    assertThat(asked).containsExactly(2, 4, 5);
    assertThat(storage.open(CONTEXT).log(LOG).endOffset()).isEqualTo(3);
  }

  @Test
  void recordsThatAreNotWholeBatchesAreRefusedWithoutEffect() {
    try (LogStore store = MemoryStorage.volatileStore().open(CONTEXT)) {
      ByteBuffer torn = TestBatches.run(0, 3, 1);
      torn.limit(torn.limit() - 1);
      ByteBuffer shortOfEnd = TestBatches.run(0, 3, 1);

      assertThatThrownBy(() -> store.commit(new Batch().append(LOG, 0, 3, 0, torn)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.commit(new Batch().append(LOG, 0, 4, 0, shortOfEnd)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(store.log(LOG).endOffset()).isZero();
    }
  }

  private static void appendMegabytes(LogStore store, long from, int count) {
    for (long offset = from; offset < from + count; offset++) {
      BatchFormat.stamp(MEGABYTE, 0, offset, 0);
      store.commit(new Batch().append(LOG, offset, offset + 1, 0, MEGABYTE));
    }
  }
}
