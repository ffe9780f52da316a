package dev.klamm.api.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidTest {
  @Test
  void textIsTheOneThatKafkaPrints() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      long upper = random.nextLong();
      long lower = random.nextLong();
      String theirs = new org.apache.kafka.common.Uuid(upper, lower).toString();
      assertThat(new Uuid(upper, lower)).hasToString(theirs);
      assertThat(Uuid.fromString(theirs)).isEqualTo(new Uuid(upper, lower));
    }
  }

  @Test
  void orderIsTheOneOfKafka() {
    Random random = new Random(8);
    for (int i = 0; i < 200; i++) {
      long a = random.nextInt(3) - 1;
      long b = random.nextLong();
      long c = random.nextInt(3) - 1;
      long d = random.nextLong();
      int theirs =
          new org.apache.kafka.common.Uuid(a, b).compareTo(new org.apache.kafka.common.Uuid(c, d));
      assertThat(Integer.signum(new Uuid(a, b).compareTo(new Uuid(c, d))))
          .isEqualTo(Integer.signum(theirs));
    }
  }

  @Test
  void randomIdsAreNeverReservedAndNeverLookLikeAnOption() {
    for (int i = 0; i < 500; i++) {
      assertThat(Uuid.randomUuid()).isNotIn(Uuid.ZERO, Uuid.METADATA_TOPIC_ID);
      assertThat(Uuid.randomUuid().toString()).doesNotStartWith("-").hasSize(22);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "AAAAAAAAAAAAAAAAAAAAA!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void malformedTextIsRefusedByName(String text) {
    assertThatThrownBy(() -> Uuid.fromString(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("22 characters");
  }
}
