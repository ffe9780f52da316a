package dev.klamm.server.clients;

import static dev.klamm.server.clients.Rules.done;
import static dev.klamm.server.clients.Rules.numbers;
import static dev.klamm.server.clients.Rules.partition;
import static dev.klamm.server.clients.Rules.read;
import static dev.klamm.server.clients.Rules.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.AbortableException;
import dev.klamm.api.error.CommitFailedException;
import dev.klamm.api.error.FatalException;
import dev.klamm.api.error.InvalidTxnTimeoutException;
import dev.klamm.api.error.ProducerFencedException;
import dev.klamm.api.error.RecordTooLargeException;
import dev.klamm.api.error.TransactionAbortedException;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.producer.TransactionalProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Transactions: all or nothing, once, by one producer. */
interface TransactionRules extends Rules {

  private Consumer<String, String> reader(String topic, int partitions, String isolation) {
    Consumer<String, String> consumer =
        cluster().consumer(Map.of("auto.offset.reset", "earliest", "isolation.level", isolation));
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      all.add(partition(topic, i));
    }
    consumer.assign(all);
    return consumer;
  }

  private List<String> committed(String topic, int partitions, int count) {
    try (Consumer<String, String> consumer = reader(topic, partitions, "read_committed")) {
      return values(read(consumer, count));
    }
  }

  /** Ends what is written with a record that all readers come to. */
  private void close(String topic) throws Exception {
    try (Producer<String, String> producer = cluster().producer(Map.of())) {
      done(producer.send(new ProducerRecord<>(topic, 0, null, "end")));
    }
  }

  private static void send(Producer<String, String> producer, String topic, String... values) {
    for (String value : values) {
      producer.send(new ProducerRecord<>(topic, 0, null, value));
    }
  }

  @Test
  default void whatIsCommittedIsReadAndWhatIsAbortedIsNot() throws Exception {
    String topic = topic("transactions", 1);
    try (var producer = cluster().transactional(topic, Map.of())) {
      producer.beginTransaction();
      send(producer, topic, "kept-1", "kept-2");
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, topic, "dropped");
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, topic, "kept-3");
      producer.commitTransaction();
    }
    close(topic);
    assertThat(committed(topic, 1, 4)).containsExactly("kept-1", "kept-2", "kept-3", "end");
    try (Consumer<String, String> consumer = reader(topic, 1, "read_uncommitted")) {
      assertThat(values(read(consumer, 5)))
          .containsExactly("kept-1", "kept-2", "dropped", "kept-3", "end");
    }
  }

  @Test
  default void whoReadsWhatIsCommittedStopsAtWhatIsOpen() throws Exception {
    String topic = topic("open", 1);
    try (var producer = cluster().transactional(topic, Map.of());
        Consumer<String, String> consumer = reader(topic, 1, "read_committed")) {
      producer.beginTransaction();
      send(producer, topic, "first");
      producer.flush();
      close(topic);
      assertThat(consumer.poll(Duration.ofMillis(300))).isEmpty();
      assertThat(consumer.endOffsets(List.of(partition(topic, 0)))).containsValue(0L);
      producer.commitTransaction();
      assertThat(values(read(consumer, 2))).containsExactly("first", "end");
      assertThat(consumer.endOffsets(List.of(partition(topic, 0)))).containsValue(3L);
    }
  }

  @Test
  default void aTransactionSpansPartitionsAndOneFollowsAnother() throws Exception {
    String topic = topic("many", 3);
    try (var producer = cluster().transactional(topic, Map.of("linger.ms", 0))) {
      int value = 0;
      for (int i = 0; i < 40; i++) {
        producer.beginTransaction();
        for (int j = 0; j < 5; j++) {
          producer.send(new ProducerRecord<>(topic, j % 3, null, "" + value++));
        }
        if (i % 4 == 3) {
          producer.flush();
          producer.abortTransaction();
          value -= 5;
        } else {
          producer.commitTransaction();
        }
      }
      assertThat(committed(topic, 3, 150)).containsExactlyInAnyOrderElementsOf(numbers(150));
    }
  }

  @Test
  default void aTransactionWithoutAnythingEnds() throws Exception {
    String topic = topic("empty", 1);
    try (var producer = cluster().transactional(topic, Map.of())) {
      for (int i = 0; i < 3; i++) {
        producer.beginTransaction();
        producer.commitTransaction();
        producer.beginTransaction();
        producer.abortTransaction();
      }
      producer.inTransaction(transaction -> send(transaction, topic, "x"));
    }
    assertThat(committed(topic, 1, 1)).containsExactly("x");
  }

  @Test
  default void offsetsCountOnceTheirTransactionIsCommitted() throws Exception {
    String topic = topic("offsets", 2);
    TopicPartition first = partition(topic, 0);
    TopicPartition second = partition(topic, 1);
    ConsumerGroupMetadata group = new ConsumerGroupMetadata(topic);
    try (var producer = cluster().transactional(topic, Map.of());
        Consumer<String, String> consumer =
            cluster()
                .consumer(
                    Map.of(
                        "group.id",
                        topic,
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed"))) {
      producer.beginTransaction();
      producer.sendOffsetsToTransaction(
          Map.of(first, new OffsetAndMetadata(7, "why"), second, new OffsetAndMetadata(1)), group);
      producer.commitTransaction();
      assertThat(consumer.committed(Set.of(first, second)))
          .isEqualTo(
              Map.of(first, new OffsetAndMetadata(7, "why"), second, new OffsetAndMetadata(1)));
      producer.beginTransaction();
      producer.sendOffsetsToTransaction(Map.of(first, new OffsetAndMetadata(9)), group);
      producer.abortTransaction();
      assertThat(consumer.committed(Set.of(first)))
          .isEqualTo(Map.of(first, new OffsetAndMetadata(7, "why")));
    }
  }

  @Test
  default void whatIsReadIsProcessedOnce() throws Exception {
    String from = topic("from", 2);
    String to = topic("to", 2);
    fill(from, 2, 60);
    try (var producer = cluster().transactional(from, Map.of());
        Consumer<String, String> consumer =
            cluster()
                .member(
                    from,
                    Map.of(
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        7))) {
      consumer.subscribe(List.of(from));
      int turn = 0;
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      for (int done = 0; done < 60; turn++) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        var records = consumer.poll(POLL);
        if (records.isEmpty()) {
          continue;
        }
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
          producer.send(new ProducerRecord<>(to, record.partition(), null, record.value()));
          offsets.put(
              partition(from, record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        if (turn % 3 == 1) {
          producer.abortTransaction();
          for (TopicPartition partition : offsets.keySet()) {
            OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
            consumer.seek(partition, committed == null ? 0 : committed.offset());
          }
        } else {
          producer.commitTransaction();
          done += records.count();
        }
      }
    }
    assertThat(committed(to, 2, 60)).containsExactlyInAnyOrderElementsOf(numbers(60));
  }

  @Test
  default void whoLostItsPartitionsCannotCommitForThem() throws Exception {
    String topic = topic("lost", 1);
    fill(topic, 1, 1);
    try (var producer = cluster().transactional(topic, Map.of());
        Consumer<String, String> member =
            cluster()
                .member(
                    topic,
                    Map.of("enable.auto.commit", false, "isolation.level", "read_committed"))) {
      member.subscribe(List.of(topic));
      read(member, 1);
      ConsumerGroupMetadata now = member.groupMetadata();
      Map<TopicPartition, OffsetAndMetadata> offsets =
          Map.of(partition(topic, 0), new OffsetAndMetadata(1));
      for (ConsumerGroupMetadata stale :
          List.of(
              new ConsumerGroupMetadata(
                  topic, now.generationId() - 1, now.memberId(), Optional.empty()),
              new ConsumerGroupMetadata(topic, now.generationId(), "nobody", Optional.empty()))) {
        producer.beginTransaction();
        send(producer, topic, "lost");
        assertThatThrownBy(() -> producer.sendOffsetsToTransaction(offsets, stale))
            .isInstanceOf(CommitFailedException.class)
            .hasMessageContaining("abort");
        assertThatThrownBy(producer::commitTransaction)
            .isInstanceOf(AbortableException.class)
            .hasMessageContaining("abort");
        producer.abortTransaction();
      }
      producer.beginTransaction();
      producer.sendOffsetsToTransaction(offsets, now);
      producer.commitTransaction();
      assertThat(member.committed(Set.of(partition(topic, 0)))).isEqualTo(offsets);
    }
  }

  @Test
  default void aNewerProducerFencesTheOlderOneAndAbortsItsTransaction() throws Exception {
    String topic = topic("zombie", 1);
    try (var zombie = cluster().transactional(topic, Map.of())) {
      zombie.beginTransaction();
      send(zombie, topic, "of the zombie");
      zombie.flush();
      try (var heir = cluster().transactional(topic, Map.of())) {
        heir.inTransaction(transaction -> send(transaction, topic, "of the heir"));
        assertThatThrownBy(zombie::commitTransaction)
            .isInstanceOf(ProducerFencedException.class)
            .hasMessageContaining("close this producer");
        assertThatThrownBy(zombie::beginTransaction).isInstanceOf(ProducerFencedException.class);
        assertThatThrownBy(zombie::abortTransaction).isInstanceOf(FatalException.class);
        heir.inTransaction(transaction -> send(transaction, topic, "once more"));
      }
    }
    assertThat(committed(topic, 1, 2)).containsExactly("of the heir", "once more");
  }

  @Test
  default void whatAZombieSendsDoesNotArrive() throws Exception {
    String topic = topic("late", 1);
    try (var zombie = cluster().transactional(topic, Map.of())) {
      zombie.inTransaction(transaction -> send(transaction, topic, "before"));
      cluster().transactional(topic, Map.of()).close();
      zombie.beginTransaction();
      Future<RecordMetadata> late = zombie.send(new ProducerRecord<>(topic, 0, null, "late"));
      assertThatThrownBy(zombie::commitTransaction)
          .matches(error -> error instanceof AbortableException || error instanceof FatalException);
      assertThatThrownBy(() -> done(late)).isNotNull();
      assertThatThrownBy(zombie::abortTransaction).isInstanceOf(FatalException.class);
    }
    close(topic);
    assertThat(committed(topic, 1, 2)).containsExactly("before", "end");
  }

  @Test
  default void aTransactionThatIsOpenForTooLongIsAborted() throws Exception {
    String topic = topic("slow", 1);
    try (var producer = cluster().transactional(topic, Map.of("transaction.timeout.ms", 1_000));
        Consumer<String, String> consumer = reader(topic, 1, "read_committed")) {
      producer.beginTransaction();
      send(producer, topic, "too slow");
      producer.flush();
      close(topic);
      assertThat(values(read(consumer, 1))).containsExactly("end");
      assertThatThrownBy(producer::commitTransaction)
          .isInstanceOf(FatalException.class)
          .hasMessageContaining("close this producer");
    }
  }

  @Test
  default void aTimeOutThatTheBrokerDoesNotAllowIsNamed() throws Exception {
    String topic = topic("timeout", 1);
    assertThatThrownBy(
            () ->
                cluster().transactional(topic, Map.of("transaction.timeout.ms", Integer.MAX_VALUE)))
        .isInstanceOf(InvalidTxnTimeoutException.class)
        .hasMessageContaining("transaction.timeout.ms");
  }

  @Test
  default void aRecordThatIsTooLargeFailsItsTransactionAndNotTheProducer() throws Exception {
    String topic = topic("too-large", 1);
    try (var producer =
        cluster().transactional(topic, Map.of("max.request.size", 3_000_000, "linger.ms", 0))) {
      for (int size : List.of(4_000_000, 2_000_000)) {
        producer.beginTransaction();
        send(producer, topic, "before");
        Future<RecordMetadata> large =
            producer.send(new ProducerRecord<>(topic, 0, null, "x".repeat(size)));
        assertThatThrownBy(() -> done(large)).hasCauseInstanceOf(RecordTooLargeException.class);
        Future<RecordMetadata> after = producer.send(new ProducerRecord<>(topic, 0, null, "after"));
        assertThatThrownBy(() -> done(after))
            .hasCauseInstanceOf(TransactionAbortedException.class)
            .hasMessageContaining("abort");
        assertThatThrownBy(producer::commitTransaction)
            .isInstanceOf(AbortableException.class)
            .hasMessageContaining("abort");
        producer.abortTransaction();
      }
      producer.inTransaction(transaction -> send(transaction, topic, "kept"));
    }
    close(topic);
    assertThat(committed(topic, 1, 2)).containsExactly("kept", "end");
  }

  @Test
  default void abortingFailsWhatWasNotSent() throws Exception {
    String topic = topic("unsent", 1);
    try (var producer = cluster().transactional(topic, Map.of("linger.ms", 60_000))) {
      producer.beginTransaction();
      Future<RecordMetadata> unsent = producer.send(new ProducerRecord<>(topic, 0, null, "no"));
      producer.abortTransaction();
      assertThatThrownBy(() -> done(unsent)).hasCauseInstanceOf(TransactionAbortedException.class);
      producer.inTransaction(transaction -> send(transaction, topic, "yes"));
    }
    assertThat(committed(topic, 1, 1)).containsExactly("yes");
  }

  @Test
  default void closingAbortsWhatIsOpen() throws Exception {
    String topic = topic("closed", 1);
    try (var producer = cluster().transactional(topic, Map.of())) {
      producer.beginTransaction();
      send(producer, topic, "open");
      producer.flush();
    }
    close(topic);
    assertThat(committed(topic, 1, 1)).containsExactly("end");
  }

  @Test
  default void workThatFailsLeavesNothing() throws Exception {
    String topic = topic("work", 1);
    try (TransactionalProducer<String, String> producer =
        cluster().transactional(topic, Map.of())) {
      assertThatThrownBy(
              () ->
                  producer.inTransaction(
                      transaction -> {
                        send(transaction, topic, "half");
                        transaction.flush();
                        throw new java.io.IOException("the other half is missing");
                      }))
          .isInstanceOf(java.io.IOException.class)
          .hasNoSuppressedExceptions();
      producer.inTransaction(transaction -> send(transaction, topic, "whole"));
    }
    assertThat(committed(topic, 1, 1)).containsExactly("whole");
  }

  @Test
  default void severalThreadsFillOneTransaction() throws Exception {
    String topic = topic("threads", 4);
    try (var producer = cluster().transactional(topic, Map.of())) {
      for (int round = 0; round < 3; round++) {
        producer.beginTransaction();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
          int partition = thread;
          threads.add(
              new Thread(
                  () -> {
                    for (int i = 0; i < 100; i++) {
                      producer.send(
                          new ProducerRecord<>(topic, partition, null, "" + (partition * 100 + i)));
                    }
                  }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
          thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
        if (round == 1) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
      }
    }
    assertThat(committed(topic, 4, 400)).containsExactlyInAnyOrderElementsOf(numbers(400));
  }

  @Test
  default void callsInTheWrongOrderSayWhatToDo() throws Exception {
    String topic = topic("order", 1);
    try (var producer = cluster().transactional(topic, Map.of())) {
      assertThatThrownBy(() -> send(producer, topic, "x"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("beginTransaction()");
      assertThatThrownBy(producer::commitTransaction)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("beginTransaction()");
      assertThatThrownBy(producer::initTransactions).isInstanceOf(IllegalStateException.class);
      producer.beginTransaction();
      assertThatThrownBy(producer::beginTransaction)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("commit or abort");
    }
    try (Producer<String, String> plain = cluster().producer(Map.of())) {
      assertThatThrownBy(plain::initTransactions)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("transactional.id");
    }
  }
}
