package dev.klamm.core.consumer;

import static dev.klamm.core.consumer.BrokerFixture.partition;
import static dev.klamm.core.consumer.BrokerFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.AutoOffsetReset;
import dev.klamm.api.consumer.ConsumerRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The consumer against a broker within the process. */
@Timeout(60)
final class KafkaConsumerTest {
  private final BrokerFixture fixture = new BrokerFixture(3);

  @AfterEach
  void close() {
    fixture.close();
  }

  private KafkaConsumer<String, String> earliest() {
    return fixture.consumer(it -> it.autoOffsetReset(AutoOffsetReset.EARLIEST));
  }

  @Test
  void assignedPartitionsAreReadInOrder() {
    fixture.write("t", 1, 0, 1_000);
    KafkaConsumer<String, String> consumer = earliest();
    consumer.assign(List.of(partition("t", 1)));
    List<ConsumerRecord<String, String>> records = read(consumer, 1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(records.get(i).offset()).isEqualTo(i);
      assertThat(records.get(i).value()).isEqualTo("v" + i);
      assertThat(records.get(i).key()).isEqualTo("k" + i);
    }
    assertThat(consumer.position(partition("t", 1))).isEqualTo(1_000);
    assertThat(consumer.currentLag(partition("t", 1))).hasValue(0);
  }

  @Test
  void aSubscriberGetsAllPartitionsAndCommitsWhatItRead() {
    for (int i = 0; i < 3; i++) {
      fixture.write("t", i, 0, 100);
    }
    KafkaConsumer<String, String> first =
        fixture.consumer(
            it -> it.groupId("g").autoOffsetReset(AutoOffsetReset.EARLIEST).autoCommit(false));
    first.subscribe(List.of("t"));
    assertThat(read(first, 300)).hasSize(300);
    assertThat(first.assignment()).hasSize(3);
    first.commitSync();
    for (TopicPartition partition : first.assignment()) {
      assertThat(first.committed(first.assignment()).get(partition).offset()).isEqualTo(100);
    }
    first.close();
    fixture.write("t", 0, 100, 110);
    KafkaConsumer<String, String> second =
        fixture.consumer(it -> it.groupId("g").autoOffsetReset(AutoOffsetReset.EARLIEST));
    second.subscribe(List.of("t"));
    assertThat(read(second, 10).get(0).value()).isEqualTo("v100");
    assertThat(second.poll(Duration.ofMillis(50))).isEmpty();
  }
}
