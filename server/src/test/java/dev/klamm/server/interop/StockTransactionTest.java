package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.storage.StorageBackend;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
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

  @Test
  void aTransactionThatTakesTooLongIsAbortedAndCannotBeCommitted() throws Exception {
    String topic = create("too-long");
    try (KafkaProducer<String, String> slow =
        producer("too-long-id", Map.of("transaction.timeout.ms", 300))) {
      slow.initTransactions();
      slow.beginTransaction();
      slow.send(new ProducerRecord<>(topic, 0, "k", "too late")).get();
      awaitState("too-long-id", TransactionState.COMPLETE_ABORT);
      assertThatThrownBy(slow::commitTransaction).isInstanceOf(InvalidTxnStateException.class);
    }
    assertThat(read(topic, "read_committed", 0)).isEmpty();
  }

  @Test
  @SuppressWarnings("removal") // there is no other way to claim to be somebody else
  void offsetsAreCommittedWithTheRecordsAndWaitedForUntilThen() throws Exception {
    String from = create("offsets-from");
    String to = create("offsets-to");
    TopicPartition partition = new TopicPartition(from, 0);
    try (KafkaProducer<String, String> plain = producer(null, Map.of())) {
      for (int i = 0; i < 10; i++) {
        plain.send(new ProducerRecord<>(from, 0, "k", "v" + i));
      }
    }
    try (KafkaProducer<String, String> producer = producer("offsets-id", Map.of());
        KafkaConsumer<String, String> consumer =
            consumer(Map.of("group.id", "offsets-group", "auto.offset.reset", "earliest"))) {
      consumer.subscribe(List.of(from));
      List<String> values = poll(consumer, 10);
      producer.initTransactions();
      producer.beginTransaction();
      values.forEach(value -> producer.send(new ProducerRecord<>(to, 0, "k", value + "'")));
      producer.sendOffsetsToTransaction(
          Map.of(partition, new OffsetAndMetadata(4)), consumer.groupMetadata());
      assertThatThrownBy(() -> consumer.committed(Set.of(partition), Duration.ofMillis(300)))
          .isInstanceOf(TimeoutException.class);
      producer.abortTransaction();
      assertThat(consumer.committed(Set.of(partition)).get(partition)).isNull();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(to, 0, "k", "w"));
      producer.sendOffsetsToTransaction(
          Map.of(partition, new OffsetAndMetadata(7, "seven")), consumer.groupMetadata());
      producer.commitTransaction();
      assertThat(consumer.committed(Set.of(partition)).get(partition))
          .isEqualTo(new OffsetAndMetadata(7, "seven"));
      producer.beginTransaction();
      ConsumerGroupMetadata stale =
          new ConsumerGroupMetadata("offsets-group", 77, "nobody", Optional.empty());
      assertThatThrownBy(
              () -> {
                producer.sendOffsetsToTransaction(
                    Map.of(partition, new OffsetAndMetadata(9)), stale);
                producer.commitTransaction();
              })
          .isInstanceOf(CommitFailedException.class);
      producer.abortTransaction();
      assertThat(consumer.committed(Set.of(partition)).get(partition).offset()).isEqualTo(7);
    }
  }

  @Test
  void anAdminSeesListsAbortsAndFences() throws Exception {
    String topic = create("admin");
    TopicPartition partition = new TopicPartition(topic, 1);
    try (KafkaProducer<String, String> producer = producer("admin-id", Map.of())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 1, "k", "hangs")).get();
      TransactionDescription described = describe("admin-id");
      assertThat(described.state()).isEqualTo(TransactionState.ONGOING);
      assertThat(described.topicPartitions()).containsExactly(partition);
      assertThat(described.coordinatorId()).isEqualTo(1);
      assertThat(
              admin
                  .listTransactions(
                      new ListTransactionsOptions()
                          .filterStates(List.of(TransactionState.ONGOING))
                          .filterOnTransactionalIdPattern("admin-.*"))
                  .all()
                  .get())
          .extracting(TransactionListing::transactionalId)
          .containsExactly("admin-id");
      ProducerState state =
          admin
              .describeProducers(List.of(partition))
              .partitionResult(partition)
              .get()
              .activeProducers()
              .get(0);
      assertThat(state.currentTransactionStartOffset()).hasValue(0);
      admin
          .abortTransaction(
              new AbortTransactionSpec(
                  partition,
                  state.producerId(),
                  (short) state.producerEpoch(),
                  state.coordinatorEpoch().orElse(0)))
          .all()
          .get();
      try (KafkaConsumer<String, String> consumer = consumer("read_committed")) {
        assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 2L);
      }
      admin.fenceProducers(List.of("admin-id")).all().get();
      assertThatThrownBy(producer::commitTransaction)
          .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
    }
    assertThat(read(topic, "read_committed", 0)).isEmpty();
  }

  @Test
  void recordsAndTopicsMayGoWhileATransactionIsOpen() throws Exception {
    String topic = create("going");
    String gone = create("gone");
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaProducer<String, String> producer = producer("going-id", Map.of());
        KafkaConsumer<String, String> committed = consumer("read_committed")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, "k", "deleted")).get();
      producer.send(new ProducerRecord<>(topic, 0, "k", "kept")).get();
      producer.send(new ProducerRecord<>(gone, 0, "k", "gone")).get();
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1))).all().get();
      assertThat(committed.endOffsets(List.of(partition))).containsEntry(partition, 1L);
      admin.deleteTopics(List.of(gone)).all().get();
      producer.commitTransaction();
    }
    assertThat(read(topic, "read_committed", 1)).containsExactly("kept");
  }

  @Test
  void afterARestartTransactionsAreWhatTheyWere() throws Exception {
    StorageBackend storage = MemoryStorage.surviving();
    TopicPartition partition = new TopicPartition("restarted", 0);
    TestBroker first = TestBroker.start(storage, settings());
    KafkaProducer<String, String> producer = producer(first, "restarted-id", Map.of());
    try {
      producer.initTransactions();
      for (String value : List.of("committed", "aborted", "open")) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("restarted", 0, "k", value)).get();
        if (value.equals("committed")) {
          producer.commitTransaction();
        } else if (value.equals("aborted")) {
          producer.abortTransaction();
        }
      }
    } finally {
      first.close();
      producer.close(Duration.ZERO);
    }
    try (TestBroker second = TestBroker.start(storage, settings());
        KafkaConsumer<String, String> consumer =
            consumer(second, Map.of("isolation.level", "read_committed"))) {
      assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 4L);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      assertThat(poll(consumer, 1)).containsExactly("committed");
      try (KafkaProducer<String, String> next = producer(second, "restarted-id", Map.of())) {
        next.initTransactions();
        next.beginTransaction();
        next.send(new ProducerRecord<>("restarted", 0, "k", "next"));
        next.commitTransaction();
      }
      assertThat(poll(consumer, 1)).containsExactly("next");
    }
  }

  private static void awaitState(String transactionalId, TransactionState state) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (describe(transactionalId).state() != state) {
      assertThat(System.nanoTime()).as("%s in time", state).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static TransactionDescription describe(String transactionalId) throws Exception {
    return admin.describeTransactions(List.of(transactionalId)).description(transactionalId).get();
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
    return producer(broker, transactionalId, more);
  }

  private static KafkaProducer<String, String> producer(
      TestBroker of, String transactionalId, Map<String, Object> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("bootstrap.servers", of.bootstrapServers());
    if (transactionalId != null) {
      configs.put("transactional.id", transactionalId);
    }
    return new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(String isolation) {
    return consumer(Map.of("isolation.level", isolation));
  }

  private static KafkaConsumer<String, String> consumer(Map<String, Object> more) {
    return consumer(broker, more);
  }

  private static KafkaConsumer<String, String> consumer(TestBroker of, Map<String, Object> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("bootstrap.servers", of.bootstrapServers());
    return new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer());
  }
}
