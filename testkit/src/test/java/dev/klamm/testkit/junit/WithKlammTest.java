package dev.klamm.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.embedded.EmbeddedKlamm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithKlamm(
    topics = {"orders:3", "bills"},
    settings = "num.partitions=2")
final class WithKlammTest {

  private final EmbeddedKlamm ofTheClass;

  WithKlammTest(EmbeddedKlamm klamm) {
    ofTheClass = klamm;
  }

  private static Topic topic(EmbeddedKlamm klamm, String name) {
    return klamm.broker().image().topic(name);
  }

  @Test
  void topicsAreThereFromTheBeginning(EmbeddedKlamm klamm) {
    assertThat(topic(klamm, "orders").partitions()).hasSize(3);
    assertThat(topic(klamm, "bills").partitions()).hasSize(1);
  }

  @Test
  void clientsOfTheBrokerWork(EmbeddedKlamm klamm) throws Exception {
    Producer<String, String> producer = klamm.producer(Serdes.String(), Serdes.String());
    producer.send(new ProducerRecord<>("orders", "key", "value")).get();
    Consumer<String, String> consumer = klamm.consumer("group", Serdes.String(), Serdes.String());
    consumer.subscribe(List.of("orders"));
    assertThat(consumer.poll(Duration.ofSeconds(10)).count()).isOne();
  }

  @Test
  void theBrokerOfAClassIsTheSameForAll(EmbeddedKlamm klamm) {
    assertThat(klamm).isSameAs(ofTheClass);
  }

  @Test
  @WithKlamm(topics = "own")
  void aMethodMayHaveOneOfItsOwn(EmbeddedKlamm klamm) {
    assertThat(klamm).isNotSameAs(ofTheClass);
    assertThat(topic(klamm, "own")).isNotNull();
    assertThat(topic(klamm, "orders")).isNull();
  }

  @WithKlamm(topics = "orders:many")
  private static final class Mistaken {}

  @Test
  void aMistakeIsNamed() {
    assertThatThrownBy(() -> TestBroker.start(Mistaken.class.getAnnotation(WithKlamm.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orders:many")
        .hasMessageContaining("name:partitions");
  }
}
