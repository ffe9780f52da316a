package dev.klamm.storage.file;

import static dev.klamm.storage.file.Fixture.A;
import static dev.klamm.storage.file.Fixture.B;
import static dev.klamm.storage.file.Fixture.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.record.FileRecords;
import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.Extent;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.OffsetMismatchException;
import dev.klamm.api.storage.OffsetOutOfRangeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

  @TempDir Path directory;
  private LogStore store;

  @BeforeEach
  void open() {
    store = Fixture.open(small(), new LocalDisk());
  }

  private FileStorageSettings small() {
    return FileStorageSettings.of(directory.resolve("s")).withJournalFileBytes(256 * 1024);
  }

  @AfterEach
  void close() {
    store.close(CloseMode.ABORT);
  }

  private void reopen(CloseMode mode) {
    store.close(mode);
    store = Fixture.open(small(), new LocalDisk());
  }

  private static List<Long> every(int step, long count) {
    return LongStream.range(0, count).map(i -> i * step).boxed().toList();
  }

  @Test
  void whatWasAppendedIsReadBack() {
    for (int i = 0; i < 100; i++) {
      Fixture.append(store, A, 3, 100);
    }
    assertThat(Fixture.offsets(store.log(A), 0, 1000)).isEqualTo(every(3, 100));
    assertThat(Fixture.headers(store.log(A), 0)).isEqualTo(every(3, 100));
  }

  @Test
  void logsThatShareCommitsAndFilesStayApart() {
    for (int i = 0; i < 2000; i++) {
      Batch batch = new Batch();
      Fixture.append(batch, A, i * 2L, 2, 150);
      Fixture.append(batch, B, i * 5L, 5, 70);
      batch.put(Fixture.bytes("k" + i % 10), Fixture.bytes("v" + i));
      store.commit(batch);
    }
    for (int round = 0; round < 3; round++) {
      assertThat(Fixture.offsets(store.log(A), 0, 5000)).isEqualTo(every(2, 2000));
      assertThat(Fixture.offsets(store.log(B), 0, 1 << 20)).isEqualTo(every(5, 2000));
      assertThat(Fixture.headers(store.log(B), 5000)).hasSize(1000);
      assertThat(Fixture.get(store, "k3")).isEqualTo("v1993");
      reopen(round == 0 ? CloseMode.ABORT : CloseMode.CLEAN);
    }
  }

  @Test
  void appendsToOneLogWithinACommitLieContiguous() {
    Batch batch = new Batch();
    for (int i = 0; i < 100; i++) {
      Fixture.append(batch, A, i, 1, 1000);
      Fixture.append(batch, B, i, 1, 1000);
    }
    store.commit(batch);
    RecordsRead read = store.log(B).read(0, 100, 1 << 20, true);
    try (RecordsView view = (RecordsView) read) {
      assertThat(view).isInstanceOf(FileRecords.class);
      assertThat(view.sizeInBytes()).isEqualTo(100 * 1061);
    }
    assertThat(Fixture.offsets(store.log(B), 0, 3000)).isEqualTo(every(1, 100));
  }

  @Test
  void aReadMayBeginWithinABatchAndEndsAtTheLimit() {
    for (int i = 0; i < 50; i++) {
      Fixture.append(store, A, 10, 500);
    }
    ByteBuffer b = Fixture.read(store.log(A), 255, 300, 1 << 20);
    assertThat(b.getLong(0)).isEqualTo(250);
    assertThat(b.remaining()).isEqualTo(5 * 561);
    assertThat(Fixture.read(store.log(A), 255, 300, 1).remaining()).isEqualTo(561);
    assertThat(store.log(A).read(255, 300, 1, false)).isSameAs(RecordsView.empty());
  }

  @Test
  void largeCommitsCrossTheStagingBufferAndTheFileSize() {
    Batch batch = new Batch();
    Fixture.append(batch, A, 0, 1, 700_000);
    Fixture.append(batch, B, 0, 1, 100);
    batch.put(Fixture.bytes("big"), new byte[600_000]);
    store.commit(batch);
    Fixture.append(store, A, 1, 300_000);
    Fixture.append(store, A, 1, 10);
    for (CloseMode mode : CloseMode.values()) {
      reopen(mode);
      assertThat(Fixture.offsets(store.log(A), 0, 10)).containsExactly(0L, 1L, 2L);
      assertThat(store.keyValues().get(Fixture.bytes("big"))).hasSize(600_000);
    }
  }

  @Test
  void anAppendThatDoesNotBeginAtTheEndChangesNothing() {
    Fixture.append(store, A, 1, 10);
    Batch batch = new Batch().put(Fixture.bytes("k"), Fixture.bytes("v"));
    Fixture.append(batch, B, 0, 1, 10);
    Fixture.append(batch, A, 2, 1, 10);
    assertThatThrownBy(() -> store.commit(batch)).isInstanceOf(OffsetMismatchException.class);
    assertThat(store.log(B).endOffset()).isZero();
    assertThat(Fixture.get(store, "k")).isEqualTo("none");
    assertThat(Fixture.append(store, A, 1, 10)).isEqualTo(2);
  }

  @Test
  void offsetsOutsideTheLogAreRefused() {
    Fixture.append(store, A, 5, 10);
    store.commit(new Batch().trimPrefix(A, 3));
    assertThatThrownBy(() -> store.log(A).read(2, 5, 10, true))
        .isInstanceOf(OffsetOutOfRangeException.class);
    assertThatThrownBy(() -> store.log(A).read(6, 5, 10, true))
        .isInstanceOf(OffsetOutOfRangeException.class);
    assertThat(Fixture.offsets(store.log(A), 3, 10)).containsExactly(0L);
  }

  @Test
  void trimmedLogsStayTrimmedAndKeepTheirEnd() {
    for (int i = 0; i < 1000; i++) {
      Fixture.append(store, A, 2, 600);
    }
    store.commit(new Batch().trimPrefix(A, 1501));
    for (CloseMode mode : CloseMode.values()) {
      assertThat(store.log(A).startOffset()).isEqualTo(1501);
      assertThat(store.log(A).sizeInBytes()).isEqualTo(250 * 661);
      assertThat(store.log(A).extents().get(0).startOffset()).isEqualTo(1500);
      assertThat(store.log(A).extents().stream().mapToLong(Extent::sizeInBytes).sum())
          .isEqualTo(250 * 661);
      assertThat(Fixture.offsets(store.log(A), 1501, 5000)).hasSize(250).startsWith(1500L);
      reopen(mode);
    }
    store.commit(new Batch().trimPrefix(A, 2000));
    reopen(CloseMode.CLEAN);
    assertThat(store.log(A).startOffset()).isEqualTo(2000);
    assertThat(store.log(A).extents()).isEmpty();
    assertThat(store.logs()).containsExactly(A);
    Fixture.append(store, A, 1, 10);
    assertThat(Fixture.offsets(store.log(A), 2000, 100)).containsExactly(2000L);
  }

  @Test
  void aReplacementKeepsOffsetsAndWhatLiesAround() {
    for (int i = 0; i < 1000; i++) {
      Fixture.append(store, A, 2, 600);
    }
    ByteBuffer kept = ByteBuffer.allocate(300_000);
    kept.put(Fixture.batch(100, 1, 50, 7)).put(Fixture.batch(1100, 3, 90, 9_999));
    kept.flip();
    store.commit(new Batch().replace(A, 100, 1200, 9_999, kept));
    for (int i = 0; i < 3; i++) {
      Fixture.append(store, A, 2, 600);
    }
    for (CloseMode mode : CloseMode.values()) {
      assertThat(Fixture.offsets(store.log(A), 0, 4000))
          .hasSize(50 + 2 + 403)
          .containsSubsequence(98L, 100L, 1100L, 1200L, 2004L);
      assertThat(Fixture.offsets(store.log(A), 500, 4000)).startsWith(1100L, 1200L);
      assertThat(Fixture.headers(store.log(A), 102)).startsWith(1100L, 1200L);
      assertThat(store.log(A).findByTimestamp(9_000, 2006)).isEqualTo(1100);
      assertThat(store.log(A).sizeInBytes()).isEqualTo(453 * 661 + 111 + 151);
      reopen(mode);
    }
    store.commit(new Batch().replace(A, 0, 2006, -1, ByteBuffer.allocate(0)));
    assertThat(Fixture.offsets(store.log(A), 0, 4000)).isEmpty();
    Fixture.append(store, A, 1, 5);
    reopen(CloseMode.ABORT);
    assertThat(Fixture.offsets(store.log(A), 0, 4000)).containsExactly(2006L);
  }

  @Test
  void aReplacementThatCutsABatchIsRefused() {
    Fixture.append(store, A, 10, 10);
    assertThatThrownBy(() -> store.commit(new Batch().replace(A, 0, 5, -1, ByteBuffer.allocate(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 5");
  }

  @Test
  void aDroppedLogIsEmptyAndViewsOfItStayValid() {
    for (int i = 0; i < 500; i++) {
      Fixture.append(store, A, 1, 1000);
      Fixture.append(store, B, 1, 10);
    }
    try (RecordsView view = (RecordsView) store.log(A).read(0, 500, 1 << 20, true)) {
      store.commit(new Batch().drop(A));
      reopen(CloseMode.CLEAN);
      assertThat(view.toBuffer().getLong(0)).isZero();
      assertThat(store.log(A).endOffset()).isZero();
      assertThat(store.logs()).containsExactly(B);
    }
  }

  @Test
  void timestampsAreFoundByTheFirstBatchThatReachesThem() {
    Batch batch = new Batch();
    long[] stamps = {5, 3, 9, 9, 20, 1};
    for (int i = 0; i < stamps.length; i++) {
      batch.append(C, i, i + 1, stamps[i], Fixture.batch(i, 1, 10, stamps[i]));
    }
    store.commit(batch);
    for (CloseMode mode : CloseMode.values()) {
      assertThat(store.log(C).findByTimestamp(0, 6)).isZero();
      assertThat(store.log(C).findByTimestamp(6, 6)).isEqualTo(2);
      assertThat(store.log(C).findByTimestamp(10, 6)).isEqualTo(4);
      assertThat(store.log(C).findByTimestamp(10, 4)).isEqualTo(-1);
      assertThat(store.log(C).findByTimestamp(21, 6)).isEqualTo(-1);
      reopen(mode);
    }
  }

  @Test
  void commitsBecomeDurableAndSaySo() throws Exception {
    store.close();
    Fixture.Waiter waiter = new Fixture.Waiter();
    store = new FileStorage(small()).open(Fixture.context(waiter));
    assertThat(store.durableUpTo(Durability.SYNC)).isZero();
    long commit = Fixture.append(store, A, 1, 10);
    assertThat(commit).isEqualTo(1);
    assertThat(store.durableUpTo(Durability.OS)).isEqualTo(1);
    store.makeDurable(Durability.SHARED, commit);
    assertThat(waiter.awaitSynced(1)).isTrue();
    assertThat(store.durableUpTo(Durability.SYNC)).isEqualTo(1);
  }

  @Test
  void eachOpeningHasAHigherEpoch() {
    assertThat(store.epoch()).isZero();
    reopen(CloseMode.ABORT);
    assertThat(store.epoch()).isEqualTo(1);
    reopen(CloseMode.CLEAN);
    assertThat(store.epoch()).isEqualTo(2);
    reopen(CloseMode.CLEAN);
    assertThat(store.epoch()).isEqualTo(3);
  }

  @Test
  void keysAreSortedAsUnsignedBytes() {
    Batch batch = new Batch();
    for (String key : List.of("b", "a", "ab", "\u00ff", "abc")) {
      batch.put(key.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), new byte[0]);
    }
    store.commit(batch.delete(Fixture.bytes("abc")));
    StringBuilder seen = new StringBuilder();
    store
        .keyValues()
        .scan(
            Fixture.bytes("a"),
            null,
            (k, v) -> seen.append(new String(k, java.nio.charset.StandardCharsets.ISO_8859_1)));
    assertThat(seen).hasToString("aabb\u00ff");
  }
}
