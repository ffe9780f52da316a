package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Transactions as Apache Kafka's own Java clients use them, which go by version 2 (KIP-890). */
final class StockTransactionTest {

  private static final int PARTITIONS = 2;
  private static final Duration POLL = Duration.ofMillis(100);

  private static TestBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() {
    broker = TestBroker.start(MemoryStorage.volatileStore(), settings());
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  private static BrokerSettings settings() {
    return BrokerSettings.of(
        Map.of("listeners", "PLAINTEXT://127.0.0.1:0", "group.initial.rebalance.delay.ms", "0"));
  }

  @Test
  void aReaderOfCommittedRecordsSeesWhatWasCommittedAndNothingElse() throws Exception {
    String topic = create("seen");
    try (KafkaProducer<String, String> producer = producer("seen-id", Map.of())) {
      producer.initTransactions();
      for (int i = 0; i < 6; i++) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, 0, "k", "a" + i));
        producer.send(new ProducerRecord<>(topic, 1, "k", "b" + i));
        if (i % 2 == 0) {
          producer.commitTransaction();
        } else {
          producer.flush();
          producer.abortTransaction();
        }
      }
      assertThat(read(topic, "read_committed", 6))
          .containsExactlyInAnyOrder("a0", "a2", "a4", "b0", "b2", "b4");
      assertThat(read(topic, "read_uncommitted", 12)).hasSize(12);
    }
  }

  @Test
  void anOpenTransactionHoldsUpReadersOfCommittedRecordsOnly() throws Exception {
    String topic = create("held-up");
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaProducer<String, String> open = producer("held-up-id", Map.of());
        KafkaProducer<String, String> plain = producer(null, Map.of());
        KafkaConsumer<String, String> committed = consumer("read_committed");
        KafkaConsumer<String, String> all = consumer("read_uncommitted")) {
      plain.send(new ProducerRecord<>(topic, 0, "k", "before")).get();
      open.initTransactions();
      open.beginTransaction();
      open.send(new ProducerRecord<>(topic, 0, "k", "in")).get();
      plain.send(new ProducerRecord<>(topic, 0, "k", "after")).get();
      assertThat(committed.endOffsets(List.of(partition))).containsEntry(partition, 1L);
      assertThat(all.endOffsets(List.of(partition))).containsEntry(partition, 3L);
      committed.assign(List.of(partition));
      committed.seekToBeginning(List.of(partition));
      assertThat(poll(committed, 1)).containsExactly("before");
      open.commitTransaction();
      assertThat(poll(committed, 2)).containsExactly("in", "after");
    }
  }

  @Test
  void aProducerThatWasTakenOverIsFencedAndWhatItLeftOpenAborted() throws Exception {
    String topic = create("taken-over");
    try (KafkaProducer<String, String> zombie = producer("taken-over-id", Map.of());
        KafkaProducer<String, String> next = producer("taken-over-id", Map.of())) {
      zombie.initTransactions();
      zombie.beginTransaction();
      zombie.send(new ProducerRecord<>(topic, 0, "k", "left open")).get();
      next.initTransactions();
      assertThatThrownBy(zombie::commitTransaction)
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
      next.beginTransaction();
      next.send(new ProducerRecord<>(topic, 0, "k", "taken over"));
      next.commitTransaction();
    }
    assertThat(read(topic, "read_committed", 1)).containsExactly("taken over");
  }

  private static String create(String topic) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    return topic;
  }

  private static List<String> read(String topic, String isolation, int expected) {
    try (KafkaConsumer<String, String> consumer = consumer(isolation)) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int p = 0; p < PARTITIONS; p++) {
        partitions.add(new TopicPartition(topic, p));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<String> values = poll(consumer, expected);
      consumer.poll(POLL).forEach(more -> values.add(more.value()));
      return values;
    }
  }

  private static List<String> poll(KafkaConsumer<String, String> consumer, int expected) {
    List<String> values = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (values.size() < expected && System.nanoTime() < deadline) {
      for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
        values.add(record.value());
      }
    }
    return values;
  }

  private static KafkaProducer<String, String> producer(
      String transactionalId, Map<String, Object> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("bootstrap.servers", broker.bootstrapServers());
    if (transactionalId != null) {
      configs.put("transactional.id", transactionalId);
    }
    return new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(String isolation) {
    Map<String, Object> configs =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", isolation);
    return new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer());
  }
}
