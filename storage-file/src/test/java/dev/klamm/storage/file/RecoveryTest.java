package dev.klamm.storage.file;

import static dev.klamm.storage.file.Fixture.A;
import static dev.klamm.storage.file.Fixture.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.CorruptStoreException;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {

  private static final String FIRST = JournalFormat.name(1, JournalFormat.JOURNAL_SUFFIX);

  @TempDir Path root;
  private Path origin;

  /** What the store held after each commit, and where that ended in the journal. */
  private final List<String> states = new ArrayList<>();

  private final List<Long> ends = new ArrayList<>();

  @BeforeEach
  void name() {
    origin = root.resolve("origin");
  }

  private static LogStore open(Path directory) {
    FaultyDisk disk = new FaultyDisk().withoutForce();
    return Fixture.open(settings(directory), disk);
  }

  private static FileStorageSettings settings(Path directory) {
    return FileStorageSettings.of(directory)
        .withJournalFileBytes(FileStorageSettings.MIN_JOURNAL_FILE_BYTES)
        .withTailCacheBytes(4096);
  }

  /** Writes some commits of every kind and stops as if killed. */
  private void writeJournal(boolean synced) throws Exception {
    Fixture.Waiter waiter = new Fixture.Waiter();
    LogStore store =
        new FileStorage(settings(origin), new FaultyDisk().withoutForce())
            .open(Fixture.context(waiter));
    remember(store);
    for (int i = 0; i < 4; i++) {
      Batch batch = new Batch().put(Fixture.bytes("k" + i), Fixture.bytes("v" + i));
      Fixture.append(batch, A, store.log(A).endOffset(), 2, 20);
      Fixture.append(batch, B, store.log(B).endOffset(), 1, 5);
      commit(store, waiter, synced, batch);
    }
    commit(store, waiter, synced, new Batch().delete(Fixture.bytes("k1")).trimPrefix(A, 3));
    commit(store, waiter, synced, new Batch().replace(A, 4, 6, 9, Fixture.batch(5, 1, 3, 9)));
    commit(store, waiter, synced, new Batch().drop(B));
    commit(store, waiter, synced, Fixture.append(new Batch(), B, 0, 1, 7));
    Fixture.abort(store);
  }

  private void commit(LogStore store, Fixture.Waiter waiter, boolean synced, Batch batch)
      throws Exception {
    long commit = store.commit(batch);
    if (synced) {
      store.makeDurable(Durability.SYNC, commit);
      assertThat(waiter.awaitSynced(commit)).isTrue();
    }
    remember(store);
  }

  private void remember(LogStore store) throws IOException {
    states.add(Fixture.dump(store));
    ends.add(lastNonZero(Files.readAllBytes(origin.resolve(FIRST))));
  }

  private static long lastNonZero(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }

  private Path copyWith(String name, byte[] journal) throws IOException {
    Path copy = Files.createDirectories(root.resolve(name));
    Files.copy(origin.resolve(StoreDirectory.META), copy.resolve(StoreDirectory.META));
    Files.write(copy.resolve(FIRST), journal);
    return copy;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static String stateOf(Path directory) {
    LogStore store = open(directory);
    try {
      String state = Fixture.dump(store);
      Fixture.append(store, A, 1, 10);
      return state;
    } finally {
      Fixture.abort(store);
    }
  }

  @Test
  void aJournalCutAnywhereRecoversToTheLastWholeCommit() throws Exception {
    writeJournal(false);
    byte[] journal = Files.readAllBytes(origin.resolve(FIRST));
    int end = Math.toIntExact(ends.get(ends.size() - 1));
    int step = 1; // every byte of header and first commits, and of the last ones
    for (int length = 0; length <= end; length += step) {
      step = length > 500 && length < end - 300 ? 7 : 1;
      boolean zeros = length % 2 == 0;
      byte[] cut = Arrays.copyOf(Arrays.copyOf(journal, length), zeros ? journal.length : length);
      Path copy = copyWith("cut", cut);
      assertThat(stateOf(copy)).as("cut at %s", length).isEqualTo(states.get(whole(length)));
      delete(copy);
    }
  }

  /** How many commits end at or before a length: the last byte of a commit may be a zero. */
  private int whole(int length) {
    int n = 0;
    while (n + 1 < ends.size() && ends.get(n + 1) <= length) {
      n++;
    }
    return n;
  }

  @Test
  void garbageBehindTheLastCommitIsCutOff() throws Exception {
    writeJournal(false);
    byte[] journal = Files.readAllBytes(origin.resolve(FIRST));
    int end = Math.toIntExact(ends.get(ends.size() - 1));
    byte[] stale = Arrays.copyOfRange(journal, JournalFormat.FILE_HEADER, end);
    System.arraycopy(stale, 0, journal, end, stale.length);
    assertThat(stateOf(copyWith("stale", journal))).isEqualTo(states.get(states.size() - 1));
  }

  @Test
  void aFlippedBitNeverGivesAnythingButAPrefix() throws Exception {
    writeJournal(false);
    byte[] journal = Files.readAllBytes(origin.resolve(FIRST));
    int end = Math.toIntExact(ends.get(ends.size() - 1));
    for (int at = 0; at < end; at += 3) {
      byte[] flipped = journal.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Path copy = copyWith("flip", flipped);
      try {
        assertThat(states).as("bit flipped at %s", at).contains(stateOf(copy));
      } catch (CorruptStoreException e) {
        assertThat(e).hasMessageContaining(FIRST);
      }
      delete(copy);
    }
  }

  @Test
  void damageBelowWhatWasSyncedIsRefusedAndNothingIsTouched() throws Exception {
    writeJournal(true);
    byte[] journal = Files.readAllBytes(origin.resolve(FIRST));
    int safe = Math.toIntExact(ends.get(ends.size() - 3));
    for (int at = 0; at < safe; at += 5) {
      byte[] flipped = journal.clone();
      flipped[at] ^= 0x10;
      Path copy = copyWith("flip", flipped);
      assertThatThrownBy(() -> open(copy))
          .as("bit flipped at %s", at)
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining(FIRST)
          .hasMessageContaining("position");
      assertThat(Files.readAllBytes(copy.resolve(FIRST))).isEqualTo(flipped);
      delete(copy);
    }
  }

  @Test
  void aLostStretchOfZerosIsRefusedLikeAnyDamage() throws Exception {
    writeJournal(true);
    byte[] journal = Files.readAllBytes(origin.resolve(FIRST));
    Arrays.fill(journal, Math.toIntExact(ends.get(1)), Math.toIntExact(ends.get(3)), (byte) 0);
    assertThatThrownBy(() -> open(copyWith("hole", journal)))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("position " + ends.get(1));
  }

  @Test
  void damageInASealedFileIsRefused() throws Exception {
    LogStore store = open(origin);
    for (int i = 0; i < 40; i++) {
      Fixture.append(store, A, 1, 10_000);
    }
    store.close(CloseMode.ABORT);
    try (Stream<Path> files = Files.list(origin)) {
      for (Path file : files.filter(p -> p.toString().endsWith(".checkpoint")).toList()) {
        Files.delete(file);
      }
    }
    byte[] journal = Files.readAllBytes(origin.resolve(FIRST));
    journal[30_000] ^= 1;
    Files.write(origin.resolve(FIRST), journal);
    assertThatThrownBy(() -> open(origin))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining(FIRST);
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    LogStore store = open(origin);
    for (int i = 0; i < 40; i++) {
      Fixture.append(store, A, 1, 10_000);
    }
    store.close();
    Files.delete(origin.resolve(JournalFormat.name(2, JournalFormat.JOURNAL_SUFFIX)));
    assertThatThrownBy(() -> open(origin))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining(JournalFormat.name(2, JournalFormat.JOURNAL_SUFFIX));
  }

  @Test
  void aDamagedCheckpointIsRefused() throws Exception {
    LogStore store = open(origin);
    Fixture.append(store, A, 1, 10);
    store.close();
    Path checkpoint = origin.resolve(JournalFormat.name(1, JournalFormat.CHECKPOINT_SUFFIX));
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint, bytes);
    assertThatThrownBy(() -> open(origin))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining(checkpoint.toString());
  }

  @Test
  void commitsLargerThanTheScannersWindowAreReplayedWhole() {
    LogStore store = open(origin);
    Batch batch = new Batch().put(Fixture.bytes("k0"), new byte[300_000]);
    Fixture.append(batch, A, 0, 1, 700_000);
    for (int i = 1; i < 5; i++) {
      batch.put(Fixture.bytes("k" + i), new byte[150_000 * i]);
    }
    Fixture.append(batch, B, 0, 1, 400_000);
    store.commit(batch.delete(Fixture.bytes("k2")));
    Fixture.abort(store);
    store = open(origin);
    assertThat(store.keyValues().get(Fixture.bytes("k4"))).hasSize(600_000);
    assertThat(Fixture.get(store, "k2")).isEqualTo("none");
    assertThat(Fixture.offsets(store.log(B), 0, 10)).containsExactly(0L);
    Fixture.abort(store);
  }

  @Test
  void manyCrashesAndCleanStopsKeepEveryCommit() {
    long expected = 0;
    for (int round = 0; round < 30; round++) {
      LogStore store = open(origin);
      assertThat(store.epoch()).isEqualTo(round);
      assertThat(store.log(A).endOffset()).isEqualTo(expected);
      assertThat(Fixture.offsets(store.log(A), 0, 50_000)).hasSize((int) expected);
      for (int i = 0; i < round % 7; i++) {
        Batch batch = new Batch().put(Fixture.bytes("n"), Fixture.bytes("" + expected));
        Fixture.append(batch, A, expected++, 1, 5_000);
        store.commit(batch);
      }
      if (expected > 0) {
        assertThat(Fixture.get(store, "n")).isEqualTo("" + (expected - 1));
      }
      store.close(round % 3 == 0 ? CloseMode.CLEAN : CloseMode.ABORT);
    }
  }

  @Test
  void aReplacementInAFileThatIsScannedAgainIsFoundAgain() {
    LogStore store = open(origin);
    for (int i = 0; i < 10; i++) {
      Fixture.append(store, A, 1, 100);
    }
    store.commit(new Batch().replace(A, 3, 7, 5, Fixture.batch(4, 1, 9, 5)));
    Fixture.append(store, A, 1, 100);
    store.close();
    store = open(origin);
    Fixture.append(store, A, 1, 100);
    store.commit(new Batch().replace(A, 8, 9, -1, ByteBuffer.allocate(0)));
    Fixture.append(store, A, 1, 100);
    String before = Fixture.dump(store);
    Fixture.abort(store);
    store = open(origin);
    assertThat(Fixture.dump(store)).isEqualTo(before);
    assertThat(Fixture.offsets(store.log(A), 0, 150))
        .containsExactly(0L, 1L, 2L, 4L, 7L, 9L, 10L, 11L, 12L);
    Fixture.abort(store);
  }
}
