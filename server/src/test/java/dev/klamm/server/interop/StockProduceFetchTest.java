package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apache Kafka's own Java clients, with their default settings, against our broker. */
final class StockProduceFetchTest {

  private static TestBroker broker;

  @BeforeAll
  static void start() {
    broker = TestBroker.start(MemoryStorage.volatileStore());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void recordsComeBackInOrderWithKeysAndHeaders() throws Exception {
    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      for (int i = 0; i < 1000; i++) {
        ProducerRecord<String, String> record =
            new ProducerRecord<>("in-order", 0, 1000L + i, i % 3 == 0 ? null : "k" + i, "v" + i);
        record.headers().add("h", new byte[] {(byte) i});
        producer.send(record);
      }
      producer.flush();
    }
    List<ConsumerRecord<String, String>> read = read("in-order", 0, 1000);
    assertThat(read)
        .extracting(ConsumerRecord::value)
        .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> "v" + i).toList());
    assertThat(read)
        .extracting(ConsumerRecord::offset)
        .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> (long) i).toList());
    assertThat(read.get(7).headers().lastHeader("h").value()).containsExactly(7);
    assertThat(read.get(7).timestamp()).isEqualTo(1007);
    assertThat(read.get(6).key()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void everyCompressionPasses(String compression) throws Exception {
    String topic = "compressed-" + compression;
    try (KafkaProducer<String, String> producer =
        producer(Map.of("compression.type", compression, "linger.ms", 20))) {
      for (int i = 0; i < 500; i++) {
        producer.send(new ProducerRecord<>(topic, 0, "key", "a value that repeats " + i % 5));
      }
    }
    assertThat(read(topic, 0, 500))
        .extracting(ConsumerRecord::value)
        .endsWith("a value that repeats 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "all"})
  void everyKindOfAcknowledgementPasses(String acks) throws Exception {
    String topic = "acks-" + acks;
    try (KafkaProducer<String, String> producer =
        producer(Map.of("acks", acks, "enable.idempotence", acks.equals("all")))) {
      RecordMetadata metadata = producer.send(new ProducerRecord<>(topic, 0, "k", "v")).get();
      assertThat(metadata.offset()).isEqualTo(acks.equals("0") ? -1 : 0);
    }
    assertThat(read(topic, 0, 1)).hasSize(1);
  }

  @Test
  void offsetsAreFoundByTime() throws Exception {
    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      for (int i = 0; i < 10; i++) {
        producer.send(new ProducerRecord<>("by-time", 0, 1_000L * i, "k", "v" + i)).get();
      }
    }
    TopicPartition partition = new TopicPartition("by-time", 0);
    try (KafkaConsumer<String, String> consumer = consumer()) {
      assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 0L);
      assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 10L);
      assertThat(consumer.offsetsForTimes(Map.of(partition, 4_500L)).get(partition).offset())
          .isEqualTo(5);
      assertThat(consumer.offsetsForTimes(Map.of(partition, 99_000L)).get(partition)).isNull();
    }
  }

  @Test
  void aConsumerThatWaitsIsWokenByARecord() throws Exception {
    TopicPartition partition = new TopicPartition("waiting", 0);
    try (KafkaProducer<String, String> producer = producer(Map.of());
        KafkaConsumer<String, String> consumer = consumer()) {
      producer.send(new ProducerRecord<>("waiting", 0, "k", "first")).get();
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      assertThat(consumer.poll(Duration.ofSeconds(10))).hasSize(1);
      producer.send(new ProducerRecord<>("waiting", 0, "k", "second"));
      assertThat(consumer.poll(Duration.ofSeconds(10))).hasSize(1);
    }
  }

  private static List<ConsumerRecord<String, String>> read(String topic, int partition, int count) {
    List<ConsumerRecord<String, String>> read = new ArrayList<>();
    TopicPartition from = new TopicPartition(topic, partition);
    try (KafkaConsumer<String, String> consumer = consumer()) {
      consumer.assign(Collections.singletonList(from));
      consumer.seekToBeginning(Collections.singletonList(from));
      for (int polls = 0; read.size() < count && polls < 100; polls++) {
        consumer.poll(Duration.ofMillis(200)).forEach(read::add);
      }
    }
    assertThat(read).hasSize(count);
    return read;
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
    Map<String, Object> all = new java.util.HashMap<>(settings);
    all.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
