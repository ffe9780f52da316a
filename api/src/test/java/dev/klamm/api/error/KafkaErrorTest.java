package dev.klamm.api.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaErrorTest {
  @Test
  void everyErrorOfKafkaIsInTheTable() {
    assertThat(KafkaError.values()).hasSameSizeAs(Errors.values());
  }

  @ParameterizedTest
  @EnumSource(Errors.class)
  void codeNameAndRetriabilityAreThoseOfKafka(Errors theirs) {
    KafkaError ours = KafkaError.forCode(theirs.code());
    assertThat(ours.name()).isEqualTo(theirs.name());
    assertThat(ours.code()).isEqualTo(theirs.code());
    assertThat(ours.isRetriable())
        .isEqualTo(theirs.exception() instanceof org.apache.kafka.common.errors.RetriableException);
    assertThat(ours.refreshesMetadata())
        .isEqualTo(
            theirs.exception() instanceof org.apache.kafka.common.errors.RefreshRetriableException);
  }

  @ParameterizedTest
  @EnumSource(value = KafkaError.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void exceptionsCarryTheirErrorAndItsCategory(KafkaError error) {
    KafkaException exception = error.exception("detail");
    assertThat(exception.error()).isEqualTo(error);
    assertThat(exception.category()).isEqualTo(error.category());
    assertThat(exception).hasMessageContainingAll("detail", error.name(), error.advice());
    assertThat(KafkaError.forException(exception)).isEqualTo(error);
  }

  @ParameterizedTest
  @EnumSource(value = KafkaError.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void exceptionsHaveKafkasNamesOrTheNameOfTheirKind(KafkaError error) {
    String theirs = Errors.forCode(error.code()).exception().getClass().getSimpleName();
    assertThat(error.exception().getClass().getSimpleName())
        .isIn(
            theirs,
            "RetriableException",
            "AbortableException",
            "FatalException",
            "MisconfiguredException");
  }

  @Test
  void anUnknownCodeIsAnUnknownServerErrorThatNamesTheCode() {
    assertThat(KafkaError.forCode((short) 9999)).isEqualTo(KafkaError.UNKNOWN_SERVER_ERROR);
    assertThat(KafkaError.forCode(Short.MIN_VALUE)).isEqualTo(KafkaError.UNKNOWN_SERVER_ERROR);
    assertThat(KafkaError.exceptionForCode((short) 9999, "odd"))
        .isInstanceOf(UnknownServerException.class)
        .hasMessageContainingAll("9999", "odd");
  }

  @Test
  void wrappersOfFuturesAreLookedThrough() {
    Throwable wrapped =
        new ExecutionException(new CompletionException(new TopicExistsException("t")));
    assertThat(KafkaError.forException(wrapped)).isEqualTo(KafkaError.TOPIC_ALREADY_EXISTS);
    assertThat(KafkaError.forException(new IllegalStateException()))
        .isEqualTo(KafkaError.UNKNOWN_SERVER_ERROR);
    assertThat(KafkaError.forException(new CompletionException(null)))
        .isEqualTo(KafkaError.UNKNOWN_SERVER_ERROR);
  }

  @Test
  void noErrorHasNoException() {
    assertThatThrownBy(KafkaError.NONE::exception).isInstanceOf(IllegalStateException.class);
  }
}
