package dev.klamm.core.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.error.TopicExistsException;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EmbeddedKlammTest {

  private static void send(EmbeddedKlamm klamm, String value) {
    Producer<String, String> producer = klamm.producer(Serdes.String(), Serdes.String());
    producer.send(new ProducerRecord<>("hello", "key", value));
    producer.flush();
  }

  private static List<String> read(EmbeddedKlamm klamm, int count) {
    Consumer<String, String> consumer = klamm.consumer("group", Serdes.String(), Serdes.String());
    consumer.subscribe(List.of("hello"));
    List<String> values = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (values.size() < count && System.nanoTime() < end) {
      for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(50))) {
        values.add(record.value());
      }
    }
    return values;
  }

  @Test
  void whatIsSentIsRead() {
    try (EmbeddedKlamm klamm = Klamm.embedded()) {
      klamm.createTopic("hello");
      send(klamm, "world");
      assertThat(read(klamm, 1)).containsExactly("world");
    }
  }

  @Test
  void twoInOneProcessKnowNothingOfEachOther() {
    try (EmbeddedKlamm one = Klamm.embedded();
        EmbeddedKlamm two = Klamm.embedded("klamm:memory")) {
      send(one, "one");
      send(two, "two");
      assertThat(read(one, 1)).containsExactly("one");
      assertThat(read(two, 1)).containsExactly("two");
      assertThat(one.clusterId()).isNotEqualTo(two.clusterId());
    }
  }

  @Test
  void whatTheStoreKeepsIsThereTheNextTime() {
    MemoryStorage storage = MemoryStorage.surviving();
    String cluster;
    try (EmbeddedKlamm klamm = Klamm.embedded(storage)) {
      send(klamm, "kept");
      cluster = klamm.clusterId();
    }
    try (EmbeddedKlamm klamm = Klamm.embedded(storage)) {
      assertThat(read(klamm, 1)).containsExactly("kept");
      assertThat(klamm.clusterId()).isEqualTo(cluster);
    }
  }

  @Test
  void theBrokerIsSetByItsKeys() throws Exception {
    try (EmbeddedKlamm klamm = Klamm.builder().set("num.partitions", "3").start()) {
      send(klamm, "x");
      assertThat(
              klamm
                  .admin()
                  .describeTopics(List.of("hello"))
                  .allTopicNames()
                  .get()
                  .get("hello")
                  .partitions())
          .hasSize(3);
    }
  }

  @Test
  void closingEndsAllThreadsAndClients() {
    EmbeddedKlamm klamm = Klamm.builder().threadPrefix("closing-test").start();
    Producer<String, String> producer = klamm.producer(Serdes.String(), Serdes.String());
    send(klamm, "x");
    read(klamm, 1);
    klamm.admin();
    assertThat(threads("closing-test")).hasSizeGreaterThanOrEqualTo(5);
    klamm.close();
    klamm.close();
    assertThat(threads("closing-test")).isEmpty();
    assertThatThrownBy(() -> producer.send(new ProducerRecord<>("hello", "late")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(klamm::admin).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aClientThatIsClosedLeavesNoThread() {
    try (EmbeddedKlamm klamm = Klamm.builder().threadPrefix("one-client-test").start()) {
      int before = threads("one-client-test").size();
      klamm.producer(Serdes.String(), Serdes.String()).close();
      assertThat(threads("one-client-test")).hasSize(before);
    }
  }

  private static List<String> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> Klamm.embedded("klamm:tape:/dev/st0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tape")
        .hasMessageContaining("memory");
    assertThatThrownBy(() -> Klamm.embedded("localhost:9092"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("klamm:memory");
    assertThatThrownBy(() -> Klamm.builder().set("listeners", "PLAINTEXT://:9092").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("listen(port)");
    assertThatThrownBy(() -> Klamm.builder().set("num.partitoins", "3").start())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("num.partitions");
    try (EmbeddedKlamm klamm = Klamm.embedded()) {
      klamm.createTopic("hello");
      assertThatThrownBy(() -> klamm.createTopic("hello")).isInstanceOf(TopicExistsException.class);
      assertThatThrownBy(() -> klamm.admin(Map.of("bootstrap.servers", "x:1")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("leave it out");
      assertThatThrownBy(() -> klamm.listen(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("klamm-transport-tcp");
    }
  }
}
