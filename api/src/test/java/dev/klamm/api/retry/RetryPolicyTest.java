package dev.klamm.api.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.NetworkException;
import dev.klamm.api.error.TopicExistsException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final KafkaException PASSING = new NetworkException("n");
  private static final KafkaException LASTING = new TopicExistsException("t");

  private static ExponentialRetryBuilder exponential() {
    return RetryPolicy.exponential(new Random(1));
  }

  @Test
  void waitsDoubleUpToTheLimit() {
    RetryPolicy policy = exponential().jitter(0).build();
    assertThat(policy.nextDelay(1, PASSING, Duration.ZERO)).contains(Duration.ofMillis(100));
    assertThat(policy.nextDelay(2, PASSING, Duration.ZERO)).contains(Duration.ofMillis(200));
    assertThat(policy.nextDelay(4, PASSING, Duration.ZERO)).contains(Duration.ofMillis(800));
    assertThat(policy.nextDelay(5, PASSING, Duration.ZERO)).contains(Duration.ofSeconds(1));
    assertThat(policy.nextDelay(1_000_000, PASSING, Duration.ZERO)).contains(Duration.ofSeconds(1));
  }

  @Test
  void spreadStaysWithinItsShareAndBelowTheLimit() {
    RetryPolicy policy = exponential().build();
    for (int i = 0; i < 1000; i++) {
      assertThat(policy.nextDelay(1, PASSING, Duration.ZERO).orElseThrow())
          .isBetween(Duration.ofMillis(80), Duration.ofMillis(120));
      assertThat(policy.nextDelay(9, PASSING, Duration.ZERO).orElseThrow())
          .isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void theSameSeedGivesTheSameWaits() {
    RetryPolicy one = exponential().build();
    RetryPolicy two = exponential().build();
    for (int i = 1; i < 20; i++) {
      assertThat(one.nextDelay(i, PASSING, Duration.ZERO))
          .isEqualTo(two.nextDelay(i, PASSING, Duration.ZERO));
    }
  }

  @Test
  void anErrorThatWillLastIsNotTriedAgain() {
    assertThat(exponential().build().nextDelay(1, LASTING, Duration.ZERO)).isEmpty();
    assertThat(RetryPolicy.fixed(Duration.ZERO, 9).nextDelay(1, LASTING, Duration.ZERO)).isEmpty();
  }

  @Test
  void triesEndAtTheirNumber() {
    RetryPolicy policy = RetryPolicy.fixed(Duration.ofSeconds(2), 3);
    assertThat(policy.nextDelay(1, PASSING, Duration.ZERO)).contains(Duration.ofSeconds(2));
    assertThat(policy.nextDelay(2, PASSING, Duration.ZERO)).contains(Duration.ofSeconds(2));
    assertThat(policy.nextDelay(3, PASSING, Duration.ZERO)).isEmpty();
    assertThat(RetryPolicy.none().nextDelay(1, PASSING, Duration.ZERO)).isEmpty();
  }

  @Test
  void noTryBeginsAfterTheTimeIsUp() {
    RetryPolicy policy = exponential().jitter(0).maxElapsed(Duration.ofSeconds(1)).build();
    assertThat(policy.nextDelay(1, PASSING, Duration.ofMillis(900))).isPresent();
    assertThat(policy.nextDelay(1, PASSING, Duration.ofMillis(901))).isEmpty();
  }

  @Test
  void valuesOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> exponential().jitter(1.5))
        .hasMessageContainingAll("jitter", "1.5", "0.0 to 1.0");
    assertThatThrownBy(() -> exponential().jitter(Double.NaN)).hasMessageContaining("jitter");
    assertThatThrownBy(() -> exponential().maxAttempts(0)).hasMessageContaining("maxAttempts");
    assertThatThrownBy(() -> exponential().maxDelay(Duration.ofMillis(-1)))
        .hasMessageContaining("maxDelay");
  }
}
