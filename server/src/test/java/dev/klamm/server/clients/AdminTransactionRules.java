package dev.klamm.server.clients;

import static dev.klamm.server.clients.Rules.done;
import static dev.klamm.server.clients.Rules.partition;
import static dev.klamm.server.clients.Rules.read;
import static dev.klamm.server.clients.Rules.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.admin.AbortTransactionSpec;
import dev.klamm.api.admin.FenceProducersResult;
import dev.klamm.api.admin.ListTransactionsOptions;
import dev.klamm.api.admin.ProducerState;
import dev.klamm.api.admin.TransactionDescription;
import dev.klamm.api.admin.TransactionListing;
import dev.klamm.api.admin.TransactionState;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.error.ProducerFencedException;
import dev.klamm.api.error.TransactionalIdNotFoundException;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an administrator sees of transactions, and can do about them. */
interface AdminTransactionRules extends Rules {

  private static void write(Producer<String, String> producer, String topic, String value)
      throws Exception {
    done(producer.send(new ProducerRecord<>(topic, 0, null, value)));
  }

  private TransactionDescription describe(String id) throws Exception {
    return done(admin().describeTransactions(List.of(id)).description(id));
  }

  private List<String> ids(ListTransactionsOptions options) throws Exception {
    Collection<TransactionListing> listed = done(admin().listTransactions(options).all());
    return listed.stream().map(TransactionListing::transactionalId).toList();
  }

  private List<ProducerState> producers(TopicPartition partition) throws Exception {
    return done(admin().describeProducers(List.of(partition)).partitionResult(partition))
        .activeProducers();
  }

  @Test
  default void aTransactionIsSeenWhileItIsOpenAndAfter() throws Exception {
    String topic = topic("seen", 1);
    try (var producer = cluster().transactional(topic, Map.of("transaction.timeout.ms", 30_000))) {
      assertThat(describe(topic).state()).isEqualTo(TransactionState.EMPTY);
      producer.beginTransaction();
      write(producer, topic, "x");
      TransactionDescription open = describe(topic);
      assertThat(open.state()).isEqualTo(TransactionState.ONGOING);
      assertThat(open.topicPartitions()).containsExactly(partition(topic, 0));
      assertThat(open.transactionTimeoutMs()).isEqualTo(30_000);
      assertThat(open.transactionStartTimeMs()).isPresent();
      assertThat(done(admin().describeCluster().nodes()))
          .anyMatch(node -> node.id() == open.coordinatorId());
      ProducerState writer = producers(partition(topic, 0)).get(0);
      assertThat(writer.producerId()).isEqualTo(open.producerId());
      assertThat(writer.producerEpoch()).isEqualTo(open.producerEpoch());
      assertThat(writer.currentTransactionStartOffset()).hasValue(0);
      assertThat(writer.lastSequence()).isZero();
      producer.commitTransaction();
      awaitState(topic, TransactionState.COMPLETE_COMMIT);
      assertThat(describe(topic).topicPartitions()).isEmpty();
      assertThat(producers(partition(topic, 0)).get(0).currentTransactionStartOffset()).isEmpty();
    }
  }

  private void awaitState(String id, TransactionState wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (describe(id).state() != wanted) {
      assertThat(System.nanoTime()).as("%s", describe(id)).isLessThan(deadline);
    }
  }

  @Test
  default void transactionsAreListedByStateProducerAgeAndName() throws Exception {
    String open = topic("list-open", 1);
    String idle = topic("list-idle", 1);
    try (var writing = cluster().transactional(open, Map.of());
        var waiting = cluster().transactional(idle, Map.of())) {
      writing.beginTransaction();
      write(writing, open, "x");
      long producerId = describe(open).producerId();
      assertThat(ids(new ListTransactionsOptions())).contains(open, idle);
      assertThat(ids(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING))))
          .contains(open)
          .doesNotContain(idle);
      assertThat(ids(new ListTransactionsOptions().filterProducerIds(Set.of(producerId))))
          .containsExactly(open);
      assertThat(ids(new ListTransactionsOptions().filterOnDuration(600_000))).doesNotContain(open);
      assertThat(ids(new ListTransactionsOptions().filterOnDuration(0))).contains(open);
      assertThat(ids(new ListTransactionsOptions().filterOnTransactionalIdPattern("list-o.*")))
          .contains(open)
          .doesNotContain(idle);
      assertThat(done(admin().listTransactions().allByBrokerId()).values())
          .anyMatch(
              listed ->
                  listed.contains(
                      new TransactionListing(open, producerId, TransactionState.ONGOING)));
      waiting.beginTransaction();
      writing.abortTransaction();
    }
  }

  @Test
  default void anIdThatNobodyUsedIsNotFound() {
    assertThatThrownBy(() -> describe("nobody's"))
        .hasCauseInstanceOf(TransactionalIdNotFoundException.class)
        .hasMessageContaining("nobody's");
  }

  @Test
  default void whatHangsInAPartitionIsAbortedThere() throws Exception {
    String topic = topic("hanging", 1);
    try (var producer = cluster().transactional(topic, Map.of());
        Consumer<String, String> consumer =
            cluster()
                .consumer(
                    Map.of("auto.offset.reset", "earliest", "isolation.level", "read_committed"))) {
      producer.inTransaction(transaction -> write(transaction, topic, "kept"));
      producer.beginTransaction();
      write(producer, topic, "hanging");
      try (Producer<String, String> other = cluster().producer(Map.of())) {
        write(other, topic, "end");
      }
      ProducerState writer =
          producers(partition(topic, 0)).stream()
              .filter(one -> one.currentTransactionStartOffset().isPresent())
              .findFirst()
              .orElseThrow();
      done(
          admin()
              .abortTransaction(
                  new AbortTransactionSpec(
                      partition(topic, 0),
                      writer.producerId(),
                      (short) writer.producerEpoch(),
                      writer.coordinatorEpoch().orElse(0)))
              .all());
      consumer.assign(List.of(partition(topic, 0)));
      assertThat(values(read(consumer, 2))).containsExactly("kept", "end");
    }
  }

  @Test
  default void whoIsFencedCanNeitherCommitNorGoOn() throws Exception {
    String topic = topic("fenced", 1);
    try (var producer = cluster().transactional(topic, Map.of())) {
      producer.beginTransaction();
      write(producer, topic, "fenced");
      long before = describe(topic).producerId();
      FenceProducersResult fenced = admin().fenceProducers(List.of(topic));
      done(fenced.all());
      assertThat(done(fenced.producerId(topic))).isEqualTo(before);
      assertThat(done(fenced.epochId(topic))).isPositive();
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(ProducerFencedException.class);
      assertThat(describe(topic).state()).isEqualTo(TransactionState.EMPTY);
    }
  }
}
