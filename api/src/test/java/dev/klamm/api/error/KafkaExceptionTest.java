package dev.klamm.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.TopicPartition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaExceptionTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  @Test
  void interruptionKeepsTheFlagOfTheThread() {
    InterruptException thrown = new InterruptException(new InterruptedException());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown.category()).isEqualTo(ErrorCategory.ABORTABLE);
  }

  @Test
  void offsetErrorsNameTheirPartitions() {
    InvalidOffsetException outOfRange = new OffsetOutOfRangeException(Map.of(PARTITION, 7L));
    assertThat(outOfRange.partitions()).containsExactly(PARTITION);
    assertThat(new NoOffsetForPartitionException(PARTITION).partitions())
        .containsExactly(PARTITION);
    assertThat(outOfRange).hasMessageContaining("t-0=7");
  }

  @Test
  void authorizationErrorsAreCaughtByTheirBase() {
    assertThat(KafkaError.TOPIC_AUTHORIZATION_FAILED.exception())
        .isInstanceOf(AuthorizationException.class)
        .isInstanceOf(MisconfiguredException.class);
    assertThat(GroupAuthorizationException.forGroupId("g").groupId()).isEqualTo("g");
  }

  @Test
  void exceptionsSurviveSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new OffsetOutOfRangeException(Map.of(PARTITION, 7L)));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      OffsetOutOfRangeException copy = (OffsetOutOfRangeException) in.readObject();
      assertThat(copy.offsetOutOfRangePartitions()).containsEntry(PARTITION, 7L);
      assertThat(copy.error()).isEqualTo(KafkaError.OFFSET_OUT_OF_RANGE);
    }
  }
}
