package dev.klamm.core.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.KafkaError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns that members subscribe to. */
class TopicPatternsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"(a", "a(?=b)", "[z-a]", "((a{100}){100}){100}", "(((a{30}){30}){30}){30}"})
  void patternThatIsNotValidOrGrowsTooLargeIsRefused(String regex) {
    assertThatThrownBy(() -> TopicPatterns.compile(regex))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.error()).isEqualTo(KafkaError.INVALID_REGULAR_EXPRESSION));
  }

  @Test
  void patternThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> TopicPatterns.compile("a".repeat(3_000))).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.*", "orders-[0-9]{1,3}", "\\p{L}+", "\\x{41}b", "[]a{9}]", "\\Q(a{999999}\\E"})
  void usualPatternsAreAllowed(String regex) {
    assertThat(TopicPatterns.compile(regex)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"abc,3", "a{5},5", "(ab){4},12", "[a-z]{3},3", "'(a{2,3}){2}',8"})
  void sizeIsThatOfThePatternWrittenOut(String regex, long size) {
    assertThat(RegexSize.of(regex)).isEqualTo(size);
  }
}
