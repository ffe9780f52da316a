package dev.klamm.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.metrics.MetricName;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What was recorded can be read, near enough. */
final class MetricsTest {

  private static final long SECOND = 1_000_000_000L;

  private final Metrics metrics = new Metrics();

  private static MetricName name(String name) {
    return new MetricName(name, "group", "", Map.of("tag", "value"));
  }

  @Test
  void everyValueLiesInItsBucketAndTheBucketsLeaveNoGap() {
    for (int bucket = 1; bucket < 480; bucket++) {
      long last = Histogram.upperBound(bucket);
      assertThat(Histogram.bucket(last)).isEqualTo(bucket);
      assertThat(Histogram.bucket(Histogram.upperBound(bucket - 1) + 1)).isEqualTo(bucket);
    }
    assertThat(Histogram.bucket(Long.MAX_VALUE)).isLessThan(488);
  }

  @Test
  void quantilesAreAtMostAnEighthTooLarge() {
    Histogram histogram = metrics.histogram(name("h"), 1);
    SplittableRandom random = new SplittableRandom(3);
    long[] values = random.longs(10_000, 0, 5_000_000).toArray();
    for (long value : values) {
      histogram.record(value);
    }
    java.util.Arrays.sort(values);
    Histogram.Distribution found = histogram.distribution();
    for (double part : List.of(0.01, 0.5, 0.95, 0.999)) {
      long exact = values[(int) Math.ceil(part * values.length) - 1];
      assertThat(found.quantile(part)).isBetween(exact, exact + exact / 8 + 1);
    }
    assertThat(found.max()).isEqualTo(values[values.length - 1]);
    assertThat(found.quantile(1)).isEqualTo(found.max());
    assertThat(found.count()).isEqualTo(10_000);
    assertThat(found.mean())
        .isCloseTo(2_500_000, org.assertj.core.data.Percentage.withPercentage(5));
  }

  @Test
  void whatNeverHappenedHasNoMean() {
    Histogram.Distribution none = metrics.histogram(name("h"), 1).distribution();
    assertThat(none.mean()).isNaN();
    assertThat(none.quantile(0.5)).isZero();
  }

  @Test
  void aRateIsThatOfAboutTheLastMinute() {
    Counter counter = metrics.counter(name("c"));
    assertThat(counter.perSecond(0)).isZero();
    for (int second = 1; second <= 300; second++) {
      counter.add(second <= 200 ? 100 : 7);
      if (second % 5 == 0) {
        counter.perSecond(second * SECOND);
      }
    }
    assertThat(counter.perSecond(300 * SECOND))
        .isCloseTo(7, org.assertj.core.data.Offset.offset(0.01));
  }

  @Test
  void aRateThatIsSeldomAskedForIsThatOfTheTimeBetween() {
    Counter counter = metrics.counter(name("c"));
    counter.perSecond(0);
    counter.add(600);
    assertThat(counter.perSecond(600 * SECOND)).isEqualTo(1);
  }

  @Test
  void aNameIsMadeOnce() {
    assertThat(metrics.counter(name("c"))).isSameAs(metrics.counter(name("c")));
    metrics.gauge(name("g"), () -> 5);
    metrics.source(() -> List.of(new Gauge(name("made"), () -> 6)));
    assertThat(metrics.all()).extracting(each -> each.name().name()).contains("c", "g", "made");
    metrics.remove(name("g"));
    assertThat(metrics.all()).extracting(each -> each.name().name()).doesNotContain("g");
  }
}
