package dev.klamm.strangers.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.strangers.Node;
import dev.klamm.strangers.Stranger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A broker a class, topics with names of their own, and applications on a directory each. */
@Stranger("Apache Kafka Streams")
abstract class StreamsBed {

  static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("strangers.patience", 60));

  static Node node;
  static Admin admin;
  private static KafkaProducer<String, String> producer;
  @TempDir private static Path state;

  @BeforeAll
  static void start(@TempDir Path directory) {
    node = Node.start(directory);
    Map<String, Object> address = Map.of("bootstrap.servers", node.bootstrapServers());
    admin = Admin.create(address);
    producer = new KafkaProducer<>(address, new StringSerializer(), new StringSerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    admin.close();
    node.close();
  }

  static String topic(int partitions) throws Exception {
    String name = node.name("topic");
    admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    return name;
  }

  static void send(String topic, String key, String value) throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  static void send(String topic, long timestamp, String key, String value) throws Exception {
    producer.send(new ProducerRecord<>(topic, null, timestamp, key, value)).get();
  }

  /** The settings that all applications have, made quick. */
  static Properties settings(String application, String instance, String guarantee) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, node.bootstrapServers());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.resolve(instance).toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
    settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
    settings.put(StreamsConfig.REPARTITION_PURGE_INTERVAL_MS_CONFIG, 100);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    settings.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
    settings.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 300);
    return settings;
  }

  /** Builds and starts an application, and waits until it runs. */
  static KafkaStreams run(Properties settings, Consumer<StreamsBuilder> topology) {
    StreamsBuilder builder = new StreamsBuilder();
    topology.accept(builder);
    KafkaStreams streams = new KafkaStreams(builder.build(settings), settings);
    streams.start();
    await(() -> streams.state() == KafkaStreams.State.RUNNING);
    return streams;
  }

  static Path stateOf(String instance) {
    return state.resolve(instance);
  }

  /** Reads a topic from its beginning until what was read is enough. */
  static <V> List<ConsumerRecord<String, V>> read(
      String topic, Deserializer<V> values, Predicate<List<ConsumerRecord<String, V>>> enough) {
    List<ConsumerRecord<String, V>> read = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", node.bootstrapServers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            values)) {
      Collection<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!enough.test(read)) {
        assertThat(System.nanoTime()).as("read %s", read).isLessThan(deadline);
        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
      }
    }
    return read;
  }

  /** Reads until the last value of each key is what it should be. */
  static <V> void awaitLast(String topic, Deserializer<V> values, Map<String, V> expected) {
    read(topic, values, records -> last(records).equals(expected));
  }

  static <V> Map<String, V> last(List<ConsumerRecord<String, V>> records) {
    Map<String, V> last = new LinkedHashMap<>();
    records.forEach(record -> last.put(record.key(), record.value()));
    return new HashMap<>(last);
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
