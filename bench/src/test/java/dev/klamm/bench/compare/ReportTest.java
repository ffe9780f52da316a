package dev.klamm.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReportTest {

  private final Report report = new Report();

  @Test
  void aRowHasMediansRangesRatiosAndVerdicts() {
    for (int round = 1; round <= 3; round++) {
      report.add(Measure.PRODUCE_100_RATE, Side.KAFKA, 1000 * round);
      report.add(Measure.PRODUCE_100_RATE, Side.SYNC, 800 * round);
      report.add(Measure.PRODUCE_100_RATE, Side.OS, 1300 * round);
    }

    assertThat(report.table())
        .contains(
            "| produce 100 B: thousand records/s | 2000 (1000-3000) | 1600 (800-2400)"
                + " | 2600 (1300-3900) | SYNC 0.80x, OS 1.30x | SYNC >= 0.9x, OS >= 1.2x"
                + " | SYNC no, OS yes |");
    assertThat(report.areGoalsMet()).isFalse();
  }

  @Test
  void aGoalThatIsAFigureIsJudgedWithoutKafka() {
    report.add(Measure.START_EMPTY, Side.SYNC, 350);

    assertThat(report.table())
        .contains(
            "| start, empty: ms until it answers | - | 350 | - | - | SYNC <= 350 | SYNC yes |");
    assertThat(report.areGoalsMet()).isTrue();
  }

  @Test
  void whatWasNotMeasuredIsNeitherMetNorMissed() {
    report.add(Measure.MANY_RATE, Side.SYNC, 100);

    assertThat(report.table()).contains("| SYNC -, OS - |");
    assertThat(report.areGoalsMet()).isTrue();
  }

  @Test
  void measuresWithoutAFigureHaveNoRow() {
    assertThat(report.table().lines()).hasSize(2);
  }
}
