package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageException;
import dev.klamm.api.storage.StoreLockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Opening and closing: epochs, the lock, and nothing left behind. */
interface LifecycleRules extends StorageRules {

  /** Where the backend keeps its files, if it keeps any. */
  Path location();

  /** Another backend object on the same place, for a backend that keeps files. */
  StorageBackend backendAgain();

  @Test
  default void aNewStoreIsEmptyWithEpochZero() {
    assertThat(store().epoch()).isZero();
    assertThat(new StoreModel().difference(fixture())).isNull();
  }

  @Test
  default void theEpochRisesAtEachOpening() {
    if (!fixture().survives()) {
      return;
    }
    int last = store().epoch();
    for (int i = 0; i < 6; i++) {
      if (i % 3 == 0) {
        fixture().append(A, TestBatches.batch(log(A).endOffset(), 1));
      }
      int epoch = fixture().reopen(i % 2 == 0 ? CloseMode.ABORT : CloseMode.CLEAN).epoch();
      assertThat(epoch).isGreaterThan(last);
      last = epoch;
    }
  }

  @Test
  default void aSecondOpenerIsRefusedAndTheFirstGoesOn() throws IOException {
    if (!fixture().survives()) {
      return;
    }
    fixture().append(A, TestBatches.batch(0, 1));
    refuse(fixture().backend());
    if (holdsFiles()) {
      refuse(backendAgain());
    }
    fixture().append(A, TestBatches.batch(1, 1));
    fixture().makeDurable(2);
    int epoch = store().epoch();

    assertThat(fixture().reopen(CloseMode.ABORT).epoch()).isGreaterThan(epoch);
    assertThat(fixture().readAll(A)).hasSize(2);
  }

  private void refuse(StorageBackend second) {
    assertThatThrownBy(() -> second.open(fixture().context()))
        .isInstanceOf(StoreLockedException.class);
  }

  @Test
  default void closingTwiceIsHarmlessAndNothingIsCommittedAfterwards() {
    LogStore store = store();
    fixture().append(A, TestBatches.batch(0, 1));
    store.close(CloseMode.CLEAN);
    store.close(CloseMode.ABORT);
    store.close();

    Batch late = StoreFixture.appendTo(new Batch(), A, TestBatches.batch(1, 1));
    assertThatThrownBy(() -> store.commit(late)).isInstanceOf(StorageException.class);
  }

  @Test
  default void closeLeavesNoThreadAndNoOpenFile() throws IOException {
    for (CloseMode mode : CloseMode.values()) {
      for (int i = 0; i < 50; i++) {
        fixture().append(A, TestBatches.batch(log(A).endOffset(), 1));
      }
      store().makeDurable(fixture().strongest(), 50);
      StoreFixture.view(log(A).read(0, 50, Integer.MAX_VALUE, true)).close();
      log(A).headers(0).close();
      fixture().close(mode);

      assertThat(fixture().runningThreads()).as("threads after %s", mode).isZero();
      assertThat(openFiles()).as("open files after %s", mode).isEmpty();
    }
  }

  @Test
  default void aViewThatOutlivesTheStoreHoldsOnlyWhatItNeeds() throws IOException {
    fixture().append(A, TestBatches.run(0, 50, 2));
    RecordsView view = StoreFixture.view(log(A).read(0, 100, Integer.MAX_VALUE, true));
    fixture().close(CloseMode.CLEAN);
    assertThat(fixture().runningThreads()).isZero();
    assertThat(StoreFixture.batches(view)).hasSize(50);
    view.close();

    assertThat(openFiles()).isEmpty();
  }

  @Test
  default void filesCanBeDeletedOnceClosedAndTheStoreBeginsAnew() throws IOException {
    if (!fixture().survives()) {
      return;
    }
    fixture().append(A, TestBatches.run(0, 50, 2));
    fixture().close(CloseMode.CLEAN);
    if (holdsFiles()) {
      deleteRecursively(location());
      assertThat(store().epoch()).isZero();
      assertThat(new StoreModel().difference(fixture())).isNull();
    }
  }

  private boolean holdsFiles() throws IOException {
    if (!Files.isDirectory(location())) {
      return false;
    }
    try (Stream<Path> files = Files.list(location())) {
      return files.findAny().isPresent();
    }
  }

  private static void deleteRecursively(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(root)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  /** Handles and mappings of this process below the location; known on Linux only. */
  private List<String> openFiles() throws IOException {
    Path handles = Path.of("/proc/self/fd");
    if (!Files.isDirectory(handles)) {
      return List.of();
    }
    String below = location().toRealPath().toString();
    try (Stream<Path> fds = Files.list(handles);
        Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return Stream.concat(fds.map(LifecycleRules::target), maps)
          .filter(text -> text.contains(below))
          .toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }
}
