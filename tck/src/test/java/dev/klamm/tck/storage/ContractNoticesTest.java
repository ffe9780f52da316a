package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each bug is noticed by the rule that it breaks, and the rule passes without the bug. */
final class ContractNoticesTest {

  @TempDir Path directory;
  private int runs;

  @Test
  void halfCommits() {
    assertNoticed(
        Bug.HALF_COMMITS, c -> c.anAppendElsewhereThanAtTheEndHasNoEffectOfItsWholeBatch());
  }

  @Test
  void lostDurableCommits() {
    assertNoticed(Bug.LOSES_DURABLE, c -> c.durableCommitsSurviveAKillAtEveryLevel());
    assertSomeSeedNotices(Bug.LOSES_DURABLE);
  }

  @Test
  void aCommitLeftOut() {
    assertSomeSeedNotices(Bug.LEAVES_OUT_A_COMMIT);
  }

  @Test
  void readsOutOfBounds() {
    assertNoticed(Bug.STOPS_AT_GAPS, c -> c.aReadInAGapBeginsWithTheNextBatch());
    assertNoticed(Bug.EXCEEDS_MAX_BYTES, c -> c.aReadGivesAsManyWholeBatchesAsFitMaxBytes());
    assertNoticed(Bug.IGNORES_UP_TO, c -> c.aReadGivesNothingAtOrBeyondUpTo());
    assertNoticed(Bug.IGNORES_MIN_ONE_BATCH, c -> c.minOneBatchGivesTheFirstBatchHoweverLarge());
    assertNoticed(Bug.SKIPS_TO_NEXT_BATCH, c -> c.aReadBeginsWithTheBatchThatContainsItsOffset());
  }

  @Test
  void viewsThatDieWithTheirRange() {
    assertNoticed(Bug.VIEWS_DIE_WITH_THEIR_RANGE, c -> c.aViewStaysValidWhenItsRangeIsTrimmed());
  }

  @Test
  void keysInDisorder() {
    assertNoticed(Bug.SIGNED_KEYS, c -> c.keysAreOrderedAsUnsignedBytesShorterFirst());
    assertNoticed(Bug.FORGETS_EMPTY_VALUES, c -> c.anEmptyValueIsAValue());
  }

  @Test
  void openingsThatAreNotFenced() {
    assertNoticed(Bug.EPOCH_STAYS, c -> c.theEpochRisesAtEachOpening());
    assertNoticed(Bug.NO_LOCK, c -> wrapped(c::aSecondOpenerIsRefusedAndTheFirstGoesOn));
  }

  @Test
  void offsetsThatAreForgotten() {
    assertNoticed(Bug.TIMESTAMPS_IGNORE_START, c -> c.findByTimestampKeepsBetweenStartAndUpTo());
    assertSomeSeedNotices(Bug.FORGETS_THE_END_OF_TRIMMED_LOGS);
  }

  @Test
  void durabilityThatIsUntrue() {
    assertNoticed(Bug.DURABILITY_FALLS, c -> c.askingForWhatIsDurableAlreadyIsHarmless());
    assertNoticed(Bug.DOES_NOT_TELL, c -> c.aLevelThatIsAskedForIsReachedAndTold());
  }

  @Test
  void threadsLeftBehind() {
    assertNoticed(Bug.LEAVES_A_THREAD, c -> wrapped(c::closeLeavesNoThreadAndNoOpenFile));
  }

  private interface Rule {
    void check() throws Exception;
  }

  private static void wrapped(Rule rule) {
    assertThatCode(rule::check).doesNotThrowAnyException();
  }

  private void assertNoticed(Bug bug, Consumer<BrokenContract> rule) {
    assertThatCode(() -> run(Bug.NONE, rule)).doesNotThrowAnyException();
    assertThatThrownBy(() -> run(bug, rule)).as("%s", bug).isInstanceOf(AssertionError.class);
  }

  private void assertSomeSeedNotices(Bug bug) {
    assertNoticed(
        bug,
        first -> {
          for (long seed = 0; seed < 20; seed++) {
            long next = seed;
            run(first.bug(), c -> c.killAndCompare(next, 4));
          }
        });
  }

  private void run(Bug bug, Consumer<BrokenContract> rule) {
    BrokenContract contract = BrokenContract.of(bug);
    contract.makeFixture(directory.resolve("run" + runs++));
    rule.accept(contract);
    contract.closeStore();
  }
}
