package dev.klamm.strangers.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class AdminTransactionsTest extends StockAdmin {

  @Test
  @Covers({"listTransactions", "describeTransactions", "describeProducers"})
  void anOpenTransactionIsShownWithWhatItWrote() throws Exception {
    String id = node.name("txn");
    TopicPartition partition = new TopicPartition(topic(1), 0);
    try (KafkaProducer<String, String> producer = begun(id, partition)) {
      TransactionDescription open = describe(id);
      assertThat(open.state()).isEqualTo(TransactionState.ONGOING);
      assertThat(open.topicPartitions()).containsExactly(partition);
      assertThat(open.transactionStartTimeMs()).isPresent();
      assertThat(listing(id).state()).isEqualTo(TransactionState.ONGOING);
      ProducerState state = producers(partition).get(0);
      assertThat(state.producerId()).isEqualTo(open.producerId());
      assertThat(state.currentTransactionStartOffset()).hasValue(0);
      producer.commitTransaction();
      while (describe(id).state() != TransactionState.COMPLETE_COMMIT) {
        // Genuine Kafka answers before all markers are written.
        Thread.onSpinWait();
      }
      assertThat(describe(id).topicPartitions()).isEmpty();
    }
    assertThat(producers(partition).get(0).currentTransactionStartOffset()).isEmpty();
  }

  @Test
  @Covers("listTransactions")
  void transactionsAreListedByStateAndProducerAndIdAndAge() throws Exception {
    String id = node.name("txn");
    TopicPartition partition = new TopicPartition(topic(1), 0);
    try (KafkaProducer<String, String> producer = begun(id, partition)) {
      assertThat(ids(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING))))
          .contains(id);
      assertThat(ids(new ListTransactionsOptions().filterStates(Set.of(TransactionState.EMPTY))))
          .doesNotContain(id);
      long producerId = describe(id).producerId();
      assertThat(ids(new ListTransactionsOptions().filterProducerIds(Set.of(producerId))))
          .containsExactly(id);
      assertThat(ids(new ListTransactionsOptions().filterOnDuration(3_600_000))).doesNotContain(id);
      assertThat(ids(new ListTransactionsOptions().filterOnTransactionalIdPattern("txn-.*")))
          .contains(id);
      producer.abortTransaction();
    }
  }

  @Test
  @Covers("describeTransactions")
  void aTransactionalIdThatIsNotThereIsNotFound() {
    assertRefused(
        admin.describeTransactions(List.of(node.name("none"))).all(),
        TransactionalIdNotFoundException.class);
  }

  @Test
  @Covers("abortTransaction")
  void anOpenTransactionIsAbortedFromOutside() throws Exception {
    String id = node.name("txn");
    TopicPartition partition = new TopicPartition(topic(1), 0);
    try (KafkaProducer<String, String> producer = begun(id, partition)) {
      ProducerState state = producers(partition).get(0);
      get(
          admin
              .abortTransaction(
                  new AbortTransactionSpec(
                      partition,
                      state.producerId(),
                      (short) state.producerEpoch(),
                      state.coordinatorEpoch().orElse(0)))
              .all());
      assertThat(producers(partition))
          .allMatch(each -> each.currentTransactionStartOffset().isEmpty());
      assertThat(producer.partitionsFor(partition.topic())).hasSize(1);
    }
  }

  @Test
  @Covers("forceTerminateTransaction")
  void anOpenTransactionIsTerminatedByItsId() throws Exception {
    String id = node.name("txn");
    TopicPartition partition = new TopicPartition(topic(1), 0);
    try (KafkaProducer<String, String> producer = begun(id, partition)) {
      get(admin.forceTerminateTransaction(id).result());
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
      assertThat(describe(id).state()).isNotEqualTo(TransactionState.ONGOING);
    }
  }

  @Test
  @Covers("fenceProducers")
  void aProducerIsFencedFromOutside() throws Exception {
    String id = node.name("txn");
    TopicPartition partition = new TopicPartition(topic(1), 0);
    try (KafkaProducer<String, String> producer = begun(id, partition)) {
      int before = describe(id).producerEpoch();
      var fenced = admin.fenceProducers(List.of(id));
      get(fenced.all());
      assertThat((int) get(fenced.epochId(id))).isGreaterThan(before);
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
    }
  }

  /** A producer with one record in an open transaction. */
  private static KafkaProducer<String, String> begun(String id, TopicPartition partition)
      throws Exception {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", node.bootstrapServers(), "transactional.id", id),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), "k", "v")).get();
    return producer;
  }

  private static TransactionDescription describe(String id) throws Exception {
    return get(admin.describeTransactions(List.of(id)).description(id));
  }

  private static TransactionListing listing(String id) throws Exception {
    return get(admin.listTransactions().all()).stream()
        .filter(each -> each.transactionalId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(ListTransactionsOptions options) throws Exception {
    return get(admin.listTransactions(options).all()).stream()
        .map(TransactionListing::transactionalId)
        .toList();
  }

  private static List<ProducerState> producers(TopicPartition partition) throws Exception {
    return get(admin.describeProducers(List.of(partition)).partitionResult(partition))
        .activeProducers();
  }
}
