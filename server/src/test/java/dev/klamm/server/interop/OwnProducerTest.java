package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.serde.StringSerializer;
import dev.klamm.core.producer.KafkaProducer;
import dev.klamm.core.storage.memory.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our producer against our broker over TCP; Apache Kafka's consumer is the judge. */
final class OwnProducerTest {

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
  void recordsOfAnUnknownTopicArriveInOrderWithKeysHeadersAndTimestamps() {
    List<CompletableFuture<RecordMetadata>> all = new ArrayList<>();
    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      for (int i = 0; i < 20_000; i++) {
        ProducerRecord<String, String> record =
            new ProducerRecord<>("own-order", 0, 1000L + i, i % 3 == 0 ? null : "k" + i, "v" + i);
        record.headers().add("h", ("" + i).getBytes(StandardCharsets.UTF_8));
        all.add(producer.send(record));
      }
    }
    List<ConsumerRecord<String, String>> read = read("own-order", 20_000);
    assertThat(read)
        .extracting(ConsumerRecord::value)
        .isEqualTo(IntStream.range(0, 20_000).mapToObj(i -> "v" + i).toList());
    assertThat(read.get(7).headers().lastHeader("h").value())
        .isEqualTo("7".getBytes(StandardCharsets.UTF_8));
    assertThat(read.get(7).timestamp()).isEqualTo(1007);
    assertThat(read.get(6).key()).isNull();
    assertThat(all.get(19_999).join().offset()).isEqualTo(19_999);
  }

  @ParameterizedTest
  @CsvSource({"none,all", "gzip,all", "snappy,1", "lz4,0", "zstd,all"})
  void everyCompressionAndAcknowledgementPasses(String compression, String acks) {
    String topic = "own-" + compression;
    try (KafkaProducer<String, String> producer =
        producer(Map.of("compression.type", compression, "acks", acks))) {
      for (int i = 0; i < 2000; i++) {
        producer.send(new ProducerRecord<>(topic, 0, "key", "a value that repeats " + i % 5));
      }
    }
    assertThat(read(topic, 2000))
        .extracting(ConsumerRecord::value)
        .endsWith("a value that repeats 4");
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }

  private static List<ConsumerRecord<String, String>> read(String topic, int count) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long limit = System.nanoTime() + 20_000_000_000L;
      while (records.size() < count && System.nanoTime() < limit) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
