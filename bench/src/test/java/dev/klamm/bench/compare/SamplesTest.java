package dev.klamm.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SamplesTest {

  private static Samples of(double... values) {
    Samples samples = new Samples();
    for (double value : values) {
      samples.add(value);
    }
    return samples;
  }

  @Test
  void theMedianIsTheMiddleOneInWhateverOrderTheyCame() {
    assertThat(of(9, 1, 4).median()).isEqualTo(4);
    assertThat(of(9, 1, 4).min()).isEqualTo(1);
    assertThat(of(9, 1, 4).max()).isEqualTo(9);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(of(8, 1, 2, 4).median()).isEqualTo(3);
  }

  @Test
  void ratiosPairTheRoundsAndLeaveOutWhatHasNoPartner() {
    Samples ratios = of(1, 6, 100).over(of(2, 3));

    assertThat(ratios.min()).isEqualTo(0.5);
    assertThat(ratios.max()).isEqualTo(2);
    assertThat(ratios.median()).isEqualTo(1.25);
  }

  @Test
  void aRoundWithoutDivisorHasNoRatio() {
    assertThat(of(1).over(of(0)).isEmpty()).isTrue();
  }

  @Test
  void aFigureThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> of(Double.NaN)).hasMessageContaining("NaN");
  }
}
