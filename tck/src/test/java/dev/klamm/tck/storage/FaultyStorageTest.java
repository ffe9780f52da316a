package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageException;
import dev.klamm.api.storage.StoreFullException;
import dev.klamm.tck.storage.FaultyStorage.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FaultyStorageTest {

  private static final LogId LOG = StoreFixture.log(0);

  private FaultyStorage storage = new FaultyStorage(new ModelStorage(Bug.NONE), new Random(1));
  private StoreFixture fixture = new StoreFixture(storage, Duration.ofMillis(1));

  private void seed(long seed) {
    storage = new FaultyStorage(new ModelStorage(Bug.NONE), new Random(seed));
    fixture = new StoreFixture(storage, Duration.ofMillis(1));
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      fixture.append(LOG, TestBatches.batch(fixture.store().log(LOG).endOffset(), 1));
    }
  }

  @Test
  void theNthCommitFailsAndAllAfterItWithTheSameCause() {
    append(1);
    fixture.makeDurable(1);
    storage.failCommit(3, Fault.FULL);
    append(2);

    Throwable first = catchThrowable(() -> append(1));
    assertThat(first)
        .isInstanceOf(StoreFullException.class)
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(catchThrowable(() -> append(1))).isSameAs(first);
    assertThat(fixture.listener().failure()).isSameAs(first);
    assertThat(fixture.store().durableUpTo(Durability.SYNC)).isEqualTo(1);
    assertThat(fixture.readAll(LOG)).hasSize(3);
  }

  @Test
  void openingAgainEndsAFailure() {
    append(1);
    fixture.makeDurable(1);
    storage.failCommit(1, Fault.IO_ERROR);
    assertThatThrownBy(() -> append(1)).isInstanceOf(StorageException.class);
    fixture.reopen(CloseMode.ABORT);
    append(1);
    fixture.makeDurable(1);

    assertThat(fixture.store().durableUpTo(Durability.SYNC)).isEqualTo(1);
  }

  @Test
  void aFailedCommitMayBeFoundAfterOpeningAgain() {
    Set<Integer> found = new HashSet<>();
    for (long seed = 0; seed < 30; seed++) {
      seed(seed);
      storage.failCommit(1, Fault.IO_ERROR);
      assertThatThrownBy(() -> append(1)).isInstanceOf(StorageException.class);
      fixture.reopen(CloseMode.ABORT);
      found.add(fixture.readAll(LOG).size());
    }
    assertThat(found).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void aFailedSyncLeavesItsCommitsUndurable() {
    append(1);
    fixture.makeDurable(1);
    append(1);
    storage.failSync(1, Fault.IO_ERROR);
    LogStore store = fixture.store();
    store.makeDurable(Durability.SYNC, 2);

    assertThat(store.durableUpTo(Durability.SYNC)).isEqualTo(1);
    assertThat(fixture.listener().failure()).hasRootCauseMessage("Input/output error");
    assertThat(fixture.listener().told(Durability.SYNC)).isEqualTo(1);
    store.makeDurable(Durability.SYNC, 2);
    assertThat(store.durableUpTo(Durability.SYNC)).isEqualTo(1);
  }

  @Test
  void aCleanCloseWhoseSyncFailsSaysSoAndClosesAllTheSame() {
    append(2);
    storage.failSync(1, Fault.IO_ERROR);
    LogStore store = fixture.store();
    assertThatThrownBy(store::close).isInstanceOf(StorageException.class);
    store.close();

    assertThat(fixture.reopen(CloseMode.ABORT).epoch()).isEqualTo(1);
  }

  @Test
  void anAbortKeepsARandomPrefixOfWhatWasNotDurable() {
    Set<Integer> kept = new HashSet<>();
    for (long seed = 0; seed < 60; seed++) {
      seed(seed);
      append(2);
      fixture.makeDurable(2);
      append(3);
      fixture.reopen(CloseMode.ABORT);
      kept.add(fixture.readAll(LOG).size());
    }
    assertThat(kept).containsExactlyInAnyOrder(2, 3, 4, 5);
  }

  @Test
  void tearingCanBeSwitchedOff() {
    storage.tearOnAbort(false);
    append(2);
    fixture.makeDurable(1);
    fixture.reopen(CloseMode.ABORT);

    assertThat(fixture.readAll(LOG)).hasSize(1);
  }

  @Test
  void durabilityCanBeWithheldAndReleased() {
    storage.withholdDurability();
    append(2);
    LogStore store = fixture.store();
    store.makeDurable(Durability.SYNC, 1);
    store.makeDurable(Durability.OS, 2);
    assertThat(store.durableUpTo(Durability.OS)).isZero();

    storage.releaseDurability();
    assertThat(store.durableUpTo(Durability.OS)).isEqualTo(2);
    assertThat(fixture.listener().told(Durability.SYNC)).isEqualTo(2);
  }

  @Test
  void durabilityCanComeLate() {
    HandLoop loop = new HandLoop();
    storage.delayDurability(loop, 5, 9);
    append(1);
    LogStore store = fixture.store();
    store.makeDurable(Durability.SYNC, 1);

    assertThat(store.durableUpTo(Durability.SYNC)).isZero();
    assertThat(loop.delays).singleElement().satisfies(d -> assertThat(d).isBetween(5L, 9L));
    loop.runAll();
    assertThat(store.durableUpTo(Durability.SYNC)).isEqualTo(1);
  }

  @Test
  void aSyncThatComesAfterTheCloseDoesNothing() {
    HandLoop loop = new HandLoop();
    storage.tearOnAbort(false);
    storage.delayDurability(loop, 0, 0);
    append(1);
    fixture.store().makeDurable(Durability.SYNC, 1);
    fixture.reopen(CloseMode.ABORT);
    append(1);
    loop.runAll();

    assertThat(fixture.store().durableUpTo(Durability.SYNC)).isZero();
    assertThat(fixture.readAll(LOG)).hasSize(1);
  }

  @Test
  void oneSeedGivesOneHistory() {
    assertThat(history(5)).isEqualTo(history(5)).isNotEqualTo(history(6));
  }

  private List<Integer> history(long seed) {
    seed(seed);
    storage.failCommits(0.1, Fault.IO_ERROR);
    storage.failSyncs(0.1, Fault.FULL);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      try {
        append(3);
        fixture.store().makeDurable(Durability.SYNC, 2);
      } catch (StorageException e) {
        sizes.add(-1);
      }
      fixture.reopen(CloseMode.ABORT);
      sizes.add(fixture.readAll(LOG).size());
    }
    return sizes;
  }

  /** A loop that a test turns by hand. */
  private static final class HandLoop implements EventLoop {

    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();

    void runAll() {
      tasks.forEach(Runnable::run);
      tasks.clear();
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public Cancellable schedule(long delayNanos, Runnable task) {
      tasks.add(task);
      delays.add(delayNanos);
      return () -> tasks.remove(task);
    }

    @Override
    public boolean inEventLoop() {
      return true;
    }

    @Override
    public Clock clock() {
      return Clock.system();
    }
  }
}
