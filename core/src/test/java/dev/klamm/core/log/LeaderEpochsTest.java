package dev.klamm.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.core.log.LeaderEpochs.EpochEnd;
import org.junit.jupiter.api.Test;

/** Where epochs begin and end. */
final class LeaderEpochsTest {

  private static final int CURRENT = 7;
  private static final long END = 100;

  private final LeaderEpochs epochs = LeaderEpochs.NONE.begin(1, 0).begin(3, 20).begin(5, 50);

  @Test
  void anEpochEndsWhereTheNextBegins() {
    assertThat(epochs.endOf(1, CURRENT, END)).isEqualTo(new EpochEnd(1, 20));
    assertThat(epochs.endOf(3, CURRENT, END)).isEqualTo(new EpochEnd(3, 50));
  }

  @Test
  void theLastEpochThatWroteEndsWithTheLog() {
    assertThat(epochs.endOf(5, CURRENT, END)).isEqualTo(new EpochEnd(5, END));
    assertThat(epochs.endOf(CURRENT, CURRENT, END)).isEqualTo(new EpochEnd(CURRENT, END));
  }

  @Test
  void anEpochThatWroteNothingIsAnsweredWithTheOneBefore() {
    assertThat(epochs.endOf(2, CURRENT, END)).isEqualTo(new EpochEnd(1, 20));
    assertThat(epochs.endOf(4, CURRENT, END)).isEqualTo(new EpochEnd(3, 50));
  }

  @Test
  void epochsBeforeTheFirstAndAfterTheCurrentAreUnknown() {
    EpochEnd unknown = new EpochEnd(LeaderEpochs.UNKNOWN, LeaderEpochs.UNKNOWN);
    assertThat(epochs.endOf(0, CURRENT, END)).isEqualTo(unknown);
    assertThat(epochs.endOf(8, CURRENT, END)).isEqualTo(unknown);
  }

  @Test
  void trimmingForgetsEpochsThatEndedBeforeTheStart() {
    LeaderEpochs trimmed = epochs.trim(25);
    assertThat(trimmed.endOf(1, CURRENT, END).epoch()).isEqualTo(LeaderEpochs.UNKNOWN);
    assertThat(trimmed.endOf(3, CURRENT, END)).isEqualTo(new EpochEnd(3, 50));
  }

  @Test
  void anOffsetBelongsToTheEpochThatBeganLastBeforeIt() {
    assertThat(epochs.epochAt(0)).isEqualTo(1);
    assertThat(epochs.epochAt(19)).isEqualTo(1);
    assertThat(epochs.epochAt(20)).isEqualTo(3);
    assertThat(epochs.epochAt(1000)).isEqualTo(5);
  }

  @Test
  void bytesBringBackTheSameEpochs() {
    LeaderEpochs read = LeaderEpochs.fromBytes(epochs.toBytes());
    assertThat(read.toBytes()).isEqualTo(epochs.toBytes());
    assertThat(read.endOf(3, CURRENT, END)).isEqualTo(new EpochEnd(3, 50));
  }
}
