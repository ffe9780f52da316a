package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How far commits are durable, how that is told, and what a failure ends. */
interface DurabilityRules extends StorageRules {

  /** A fixture whose device fails while the flag is set; empty when that cannot be arranged. */
  Optional<StoreFixture> failingFixture(AtomicBoolean failing);

  @Test
  default void nothingIsDurableBeforeTheFirstCommit() {
    for (Durability level : Durability.values()) {
      assertThat(store().durableUpTo(level)).isZero();
    }
  }

  @Test
  default void everyAcceptedCommitIsDurableAtNone() {
    for (long i = 0; i < 5; i++) {
      long commit = fixture().append(A, TestBatches.batch(i, 1));
      assertThat(store().durableUpTo(Durability.NONE)).isEqualTo(commit);
    }
  }

  @Test
  default void aLevelThatIsAskedForIsReachedAndTold() {
    long end = 0;
    for (Durability level : Durability.values()) {
      if (level.compareTo(fixture().strongest()) > 0) {
        break;
      }
      fixture().append(A, TestBatches.batch(end++, 1));
      long commit = fixture().append(A, TestBatches.batch(end++, 1));
      long before = store().durableUpTo(level);
      fixture().makeDurable(level, commit);
      if (before < commit) {
        RecordingListener listener = fixture().listener();
        fixture().await("word of " + level, () -> listener.told(level) >= commit);
      }
    }
  }

  @Test
  default void aLevelBeyondTheStrongestCountsAsTheStrongest() {
    long commit = fixture().append(A, TestBatches.batch(0, 1));
    fixture().makeDurable(Durability.SHARED, commit);

    assertThat(store().durableUpTo(fixture().strongest())).isEqualTo(commit);
  }

  @Test
  default void durabilityRisesOnlyAndNeverPassesWhatWasCommitted() {
    long[] seen = new long[Durability.values().length];
    for (long i = 0; i < 200; i++) {
      long commit = fixture().append(A, TestBatches.batch(i, 1));
      if (i % 7 == 0) {
        store().makeDurable(Durability.values()[(int) (i / 7 % 4)], commit);
      }
      checkLevels(seen, commit);
    }
    fixture().makeDurable(200);
    checkLevels(seen, 200);
    for (Durability level : Durability.values()) {
      assertThat(fixture().listener().told(level)).isLessThanOrEqualTo(200);
    }
  }

  /** From the strongest down, since a level may rise between two questions. */
  private void checkLevels(long[] seen, long lastCommit) {
    long stronger = 0;
    for (int i = Durability.values().length - 1; i >= 0; i--) {
      long now = store().durableUpTo(Durability.values()[i]);
      assertThat(now).isBetween(Math.max(seen[i], stronger), lastCommit);
      seen[i] = now;
      stronger = now;
    }
  }

  @Test
  default void askingForWhatIsDurableAlreadyIsHarmless() {
    fixture().append(A, TestBatches.batch(0, 1));
    fixture().append(A, TestBatches.batch(1, 1));
    for (long commit : new long[] {2, 2, 1, 0}) {
      fixture().makeDurable(commit);
      assertThat(store().durableUpTo(fixture().strongest())).isEqualTo(2);
    }
    assertThat(fixture().append(A, TestBatches.batch(2, 1))).isEqualTo(3);
  }

  @Test
  default void aFailureFailsThatCommitAndEveryLaterOneUntilOpenedAgain() {
    AtomicBoolean failing = new AtomicBoolean();
    Optional<StoreFixture> fixture = failingFixture(failing);
    assumeTrue(fixture.isPresent(), "failures cannot be injected into this backend");
    try (StoreFixture broken = fixture.get()) {
      broken.append(A, TestBatches.batch(0, 1));
      broken.makeDurable(1);
      failing.set(true);
      StorageException cause = commitUntilFailure(broken);
      failing.set(false);

      LogStore store = broken.store();
      long durable = store.durableUpTo(broken.strongest());
      for (int i = 0; i < 3; i++) {
        long end = store.log(A).endOffset();
        assertThatThrownBy(() -> broken.append(A, TestBatches.batch(end, 1)))
            .isInstanceOf(cause.getClass())
            .hasMessage(cause.getMessage());
      }
      assertThat(store.durableUpTo(broken.strongest())).isEqualTo(durable);
      assertThat(StoreFixture.read(store.log(A), 0)).isNotEmpty();
      if (broken.survives()) {
        broken.reopen(CloseMode.ABORT);
        assertThat(broken.readAll(A).size()).isGreaterThanOrEqualTo((int) durable);
        broken.append(A, TestBatches.batch(broken.store().log(A).endOffset(), 1));
      }
    }
  }

  /** What the listener was told when writing or syncing failed. */
  private static StorageException commitUntilFailure(StoreFixture broken) {
    try {
      long end = broken.store().log(A).endOffset();
      long commit = broken.append(A, TestBatches.batch(end, 1));
      broken.store().makeDurable(broken.strongest(), commit);
    } catch (StorageException e) {
      // The listener hears of it too.
    }
    RecordingListener listener = broken.listener();
    broken.await("word of the failure", () -> listener.failure() != null);
    StorageException cause = listener.failure();
    if (cause == null) {
      throw new AssertionError("a failure was taken back");
    }
    return cause;
  }
}
