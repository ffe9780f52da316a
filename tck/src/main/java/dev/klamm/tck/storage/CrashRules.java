package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After a kill the store is a prefix of what was committed, and holds what was durable. */
interface CrashRules extends StorageRules {

  @Test
  default void aCleanCloseKeepsEverything() {
    if (!fixture().survives()) {
      return;
    }
    StoreModel model = new StoreModel();
    for (long i = 0; i < 20; i++) {
      Batch batch = StoreFixture.appendTo(new Batch(), A, TestBatches.run(i * 4, 2, 2));
      batch.put(StoreFixture.bytes("k" + i % 3), StoreFixture.bytes("v" + i));
      store().commit(batch);
      model.apply(batch);
    }
    for (int i = 0; i < 3; i++) {
      fixture().reopen(CloseMode.CLEAN);
      assertThat(model.difference(fixture())).isNull();
      assertThat(store().durableUpTo(Durability.NONE)).isZero();
    }
  }

  @Test
  default void whatWasFoundAtOpeningSurvivesAKillAtOnce() {
    if (!fixture().survives()) {
      return;
    }
    fixture().append(A, TestBatches.run(0, 5, 1));
    fixture().reopen(CloseMode.CLEAN);
    fixture().reopen(CloseMode.ABORT);

    assertThat(fixture().readAll(A)).hasSize(5);
  }

  @Test
  default void durableCommitsSurviveAKillAtEveryLevel() {
    if (!fixture().survives()) {
      return;
    }
    long end = 0;
    for (Durability level : Durability.values()) {
      if (level != Durability.NONE && level.compareTo(fixture().strongest()) <= 0) {
        long commit = fixture().append(A, TestBatches.batch(end++, 1));
        fixture().makeDurable(level, commit);
        fixture().reopen(CloseMode.ABORT);
        assertThat(log(A).endOffset()).as("durable at %s", level).isEqualTo(end);
      }
    }
  }

  @Test
  default void nothingOutlivesAVolatileStore() {
    if (fixture().survives()) {
      return;
    }
    fixture().append(A, TestBatches.run(0, 5, 1));
    store().commit(new Batch().put(StoreFixture.bytes("k"), StoreFixture.bytes("v")));
    fixture().reopen(CloseMode.CLEAN);

    assertThat(new StoreModel().difference(fixture())).isNull();
  }

  @RepeatedTest(10)
  default void anyMixOfCommitsAgreesWithTheModel(RepetitionInfo repetition) {
    RandomCommits commits = new RandomCommits(fixture(), repetition.getCurrentRepetition());
    for (int i = 0; i < 80; i++) {
      commits.commitOne();
      if (i % 8 == 7) {
        assertThat(commits.model().difference(fixture())).as(commits.toString()).isNull();
      }
    }
  }

  @RepeatedTest(20)
  default void afterAKillTheStoreIsAPrefixThatHoldsWhatWasDurable(RepetitionInfo repetition) {
    if (fixture().survives()) {
      killAndCompare(100 + repetition.getCurrentRepetition(), 4);
    }
  }

  @Test
  @Tag("long")
  default void manyKillsInARowLoseNothing() {
    if (fixture().survives()) {
      killAndCompare(1, 200);
    }
  }

  /** Rounds of commits, each ended by a kill or a clean close, all drawn from a seed. */
  default void killAndCompare(long seed, int rounds) {
    RandomCommits commits = new RandomCommits(fixture(), seed);
    for (int round = 0; round < rounds; round++) {
      List<StoreModel> prefixes = new ArrayList<>(List.of(commits.model().copy()));
      int count = commits.random().nextInt(30);
      for (int i = 0; i < count; i++) {
        commits.commitOne();
        commits.maybeMakeDurable();
        prefixes.add(commits.model().copy());
      }
      long durable = store().durableUpTo(Durability.OS);
      boolean clean = commits.random().nextInt(4) == 0;
      fixture().reopen(clean ? CloseMode.CLEAN : CloseMode.ABORT);
      int kept = prefixFound(prefixes, clean ? count : (int) durable, commits);
      commits.continueFrom(prefixes.get(kept));
    }
  }

  /** Which prefix the store is; it must hold {@code atLeast} commits. */
  private int prefixFound(List<StoreModel> prefixes, int atLeast, RandomCommits commits) {
    for (int kept = prefixes.size() - 1; kept >= atLeast; kept--) {
      if (prefixes.get(kept).difference(fixture()) == null) {
        return kept;
      }
    }
    throw new AssertionError(
        "%s: after a kill the store is no prefix of at least %d of %d commits; all but: %s"
            .formatted(
                commits,
                atLeast,
                prefixes.size() - 1,
                prefixes.get(prefixes.size() - 1).difference(fixture())));
  }
}
