package dev.klamm.strangers.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.strangers.Node;
import dev.klamm.strangers.Stranger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A broker and Kafka's own {@code Admin} for it, one pair a class. */
@Stranger("Apache Kafka Admin (Java)")
abstract class StockAdmin {

  static Node node;
  static Admin admin;

  @BeforeAll
  static void start(@TempDir Path directory) {
    node = Node.start(directory);
    admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                node.bootstrapServers(),
                "request.timeout.ms",
                15_000,
                "default.api.timeout.ms",
                20_000));
  }

  @AfterAll
  static void stop() {
    admin.close();
    node.close();
  }

  static <T> T get(KafkaFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  static void assertRefused(KafkaFuture<?> future, Class<? extends Throwable> error) {
    assertThat(failure(future)).isExactlyInstanceOf(error);
  }

  static Throwable failure(KafkaFuture<?> future) {
    try {
      Object answer = future.get(30, TimeUnit.SECONDS);
      throw new AssertionError("not refused, but answered with " + answer);
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A topic of some partitions, with a name of its own. */
  static String topic(int partitions, Map<String, String> configs) throws Exception {
    String name = node.name("topic");
    NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(configs);
    get(admin.createTopics(List.of(topic)).all());
    while (!get(admin.listTopics().names()).contains(name)) {
      // Ours is there at once; genuine Kafka's brokers learn of it a moment later.
      Thread.onSpinWait();
    }
    return name;
  }

  static String topic(int partitions) throws Exception {
    return topic(partitions, Map.of());
  }

  /** Records with timestamps 1000, 2000 and so on. */
  static void produce(String topic, int partition, int count) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", node.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = 1; i <= count; i++) {
        producer.send(new ProducerRecord<>(topic, partition, 1000L * i, "k" + i, "v" + i)).get();
      }
    }
  }
}
