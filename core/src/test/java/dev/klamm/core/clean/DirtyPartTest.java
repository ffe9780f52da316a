package dev.klamm.core.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.core.storage.memory.MemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may be compacted, and when it is time to. */
final class DirtyPartTest {

  private final CleanedLog log = new CleanedLog(MemoryStorage.volatileStore());

  @AfterEach
  void close() {
    log.store.close();
  }

  private static CompactionSettings settings(
      double ratio, long minLag, long maxLag, int segmentBytes, long segmentMs) {
    return new CompactionSettings(ratio, minLag, maxLag, 0, segmentBytes, segmentMs);
  }

  private static CompactionSettings segments(int bytes, long ms) {
    return settings(0.5, 0, Long.MAX_VALUE, bytes, ms);
  }

  @Test
  void nothingOfAYoungSmallLogMayBeCompacted() {
    log.append("a=1");
    log.append("a=2");
    log.update(CompactionSettings.DEFAULT);

    assertThat(log.part.cleanableTo()).isZero();
    assertThat(log.part.isDue(CompactionSettings.DEFAULT)).isFalse();
  }

  @Test
  void aBatchThatWouldNotFitASegmentBeginsTheActivePart() {
    int size = batchBytes();
    log.append("a=1");
    log.append("a=2");
    log.append("a=3");
    log.update(segments(4 * size, Long.MAX_VALUE));
    assertThat(log.part.cleanableTo()).isZero();
    log.append("a=4");
    log.update(segments(4 * size, Long.MAX_VALUE));

    assertThat(log.part.cleanableTo()).isEqualTo(4);
  }

  /** Leaves one batch in the log. */
  private int batchBytes() {
    log.append("a=0");
    return (int) log.partition.log().sizeInBytes();
  }

  @Test
  void aBatchLaterThanASegmentMaySpanBeginsTheActivePart() {
    log.append("a=1");
    log.loop.advance(100);
    log.append("a=2");
    log.update(segments(1 << 30, 100));
    assertThat(log.part.cleanableTo()).isZero();
    log.loop.advance(1);
    log.append("a=3");
    log.update(segments(1 << 30, 100));

    assertThat(log.part.cleanableTo()).isEqualTo(2);
  }

  @Test
  void recordsYoungerThanTheMinimumLagWait() {
    CompactionSettings lag = settings(0, 1_000, Long.MAX_VALUE, 1, Long.MAX_VALUE);
    log.append("a=1");
    log.loop.advance(600);
    log.append("a=2");
    log.append("a=3");
    log.update(lag);
    assertThat(log.part.cleanableTo()).isZero();
    log.loop.advance(400);
    log.update(lag);
    assertThat(log.part.cleanableTo()).isEqualTo(1);
    log.loop.advance(600);
    log.update(lag);
    assertThat(log.part.cleanableTo()).isEqualTo(2);
  }

  @Test
  void aLongerMinimumLagCountsAtOnce() {
    log.append("a=1");
    log.append("a=2");
    log.update(settings(0, 0, Long.MAX_VALUE, 1, Long.MAX_VALUE));
    assertThat(log.part.cleanableTo()).isEqualTo(1);
    log.update(settings(0, 1_000, Long.MAX_VALUE, 1, Long.MAX_VALUE));
    assertThat(log.part.cleanableTo()).isZero();
  }

  @Test
  void theMaximumLagEndsTheActivePartAndMakesItDue() {
    CompactionSettings lag = settings(1, 0, 1_000, 1 << 30, Long.MAX_VALUE);
    log.append("a=1");
    log.loop.advance(1_000);
    log.update(lag);
    assertThat(log.part.isDue(lag)).isFalse();
    log.loop.advance(1);
    log.update(lag);

    assertThat(log.part.cleanableTo()).isEqualTo(1);
    assertThat(log.part.isDue(lag)).isTrue();
  }

  @Test
  void itIsDueWhenMoreThanTheRatioIsDirty() {
    CompactionSettings half = settings(0.5, 0, Long.MAX_VALUE, 1, Long.MAX_VALUE);
    log.append("a=1");
    log.append("b=1");
    log.append("c=1");
    log.cleaned();
    log.append("d=1");
    log.append("e=1");
    log.update(half);
    assertThat(log.part.dirtyRatio()).isEqualTo(0.5);
    assertThat(log.part.isDue(half)).isFalse();
    log.append("f=1");
    log.update(half);
    assertThat(log.part.dirtyRatio()).isEqualTo(0.6);
    assertThat(log.part.isDue(half)).isTrue();
  }

  @Test
  void whatIsTrimmedAwayIsNotDirty() {
    log.append("a=1");
    log.append("b=1");
    log.append("c=1");
    log.append("d=1");
    log.update(CleanedLog.EAGER);
    log.trim(2);
    log.update(CleanedLog.EAGER);

    assertThat(log.part.firstDirty()).isEqualTo(2);
    assertThat(log.part.cleanableTo()).isEqualTo(3);
    assertThat(log.part.dirtyRatio()).isEqualTo(1);
  }

  @Test
  void longLogsAreLookedAtInSteps() {
    for (int i = 0; i < 20; i++) {
      log.append("a=" + i);
    }
    log.update(CleanedLog.EAGER);
    assertThat(log.part.cleanableRecords()).isEqualTo(19);
    assertThat(log.part.isBehind()).isFalse();
  }
}
