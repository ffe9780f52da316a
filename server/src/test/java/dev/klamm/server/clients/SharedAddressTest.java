package dev.klamm.server.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.serde.StringDeserializer;
import dev.klamm.api.serde.StringSerializer;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.embedded.Klamm;
import dev.klamm.core.producer.KafkaProducer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that have nothing in common but an address which begins with {@code klamm:}. */
class SharedAddressTest {

  private static final String MEMORY = "klamm:memory:shared-address";

  @AfterEach
  void endBroker() {
    Klamm.close(MEMORY);
  }

  @Test
  void clientsWithOneAddressMeet() {
    send(MEMORY, "one", "two");

    assertThat(read(MEMORY, 2)).containsExactly("one", "two");
  }

  @Test
  void addressesAreBrokersApart() throws Exception {
    send(MEMORY, "here");

    try (Admin other = Admin.create(Map.of("bootstrap.servers", MEMORY + "-other"))) {
      assertThat(other.listTopics().names().get()).isEmpty();
    } finally {
      Klamm.close(MEMORY + "-other");
    }
  }

  @Test
  void memoryIsForgottenWhenItsBrokerIsClosed() throws Exception {
    send(MEMORY, "gone");
    Klamm.close(MEMORY);

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", MEMORY))) {
      assertThat(admin.listTopics().names().get()).isEmpty();
    }
  }

  @Test
  void aStoreThatLastsIsClosedWithItsLastClientAndOpenedByTheNext(@TempDir Path directory) {
    String address = "klamm:file:" + directory;
    send(address, "kept");

    assertThat(read(address, 1)).containsExactly("kept");
    Klamm.embedded(address).close(); // nobody holds its lock any more
  }

  @Test
  void anAddressWithoutAStoreIsRefusedByName() {
    assertThatThrownBy(() -> producer("klamm:tape"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'tape'")
        .hasMessageContaining("memory");
  }

  private static Producer<String, String> producer(String address) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer());
  }

  private static void send(String address, String... values) {
    try (Producer<String, String> producer = producer(address)) {
      for (String value : values) {
        producer.send(new ProducerRecord<>("hello", value));
      }
    }
  }

  private static List<String> read(String address, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", address,
            "group.id", "readers",
            "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("hello"));
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (values.size() < count && System.nanoTime() < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(50))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }
}
