package dev.klamm.core.producer;

import static dev.klamm.core.producer.ProducerFixture.TOPIC;
import static dev.klamm.core.producer.ProducerFixture.outcome;
import static dev.klamm.core.producer.ProducerFixture.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.AbortableException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.ProducerFencedException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.core.net.FakeCluster;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ProduceRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A producer with a transactional id on brokers that do as they are told; all on one thread. */
class TransactionalProducerTest {
  private final ProducerFixture it = new ProducerFixture();
  private final FakeCoordinator coordinator = new FakeCoordinator();

  private KafkaProducer<String, String> ready(int transactionVersion, Object... settings) {
    coordinator.serve(it.first, transactionVersion);
    coordinator.serve(it.second, transactionVersion);
    Object[] all = new Object[settings.length + 2];
    System.arraycopy(settings, 0, all, 2, settings.length);
    all[0] = "transactional.id";
    all[1] = "tx";
    KafkaProducer<String, String> producer = it.producer(all);
    CompletableFuture<Void> init = producer.initTransactionsAsync();
    it.loop.run();
    assertThat(init).isCompleted();
    return producer;
  }

  private List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (FakeCluster.Seen one : it.cluster.seen) {
      switch (one.api()) {
        case PRODUCE, ADD_PARTITIONS_TO_TXN, END_TXN ->
            requests.add(one.api() + " " + one.version());
        default -> {}
      }
    }
    return requests;
  }

  private static Throwable error(CompletableFuture<?> future) {
    return future.handle((done, error) -> error).join();
  }

  @Test
  void theFirstVersionAddsPartitionsAndThenWrites() {
    var producer = ready(1);
    producer.beginTransaction();
    producer.send(to(0, "a"));
    producer.send(to(1, "b"));
    var committed = producer.commitTransactionAsync();
    it.loop.run();
    assertThat(committed).isCompleted();
    assertThat(requests()).containsExactly("ADD_PARTITIONS_TO_TXN 3", "PRODUCE 11", "END_TXN 4");
    assertThat(coordinator.ends).containsExactly("commit 0");
    assertThat(it.log.of(TOPIC, 0)).containsExactly("a");
  }

  @Test
  void theSecondVersionWritesAndHasAnEpochForEachTransaction() {
    var producer = ready(2);
    for (int i = 0; i < 2; i++) {
      producer.beginTransaction();
      producer.send(to(0, "" + i));
      producer.commitTransactionAsync();
      it.loop.run();
    }
    assertThat(requests()).containsExactly("PRODUCE 13", "END_TXN 5", "PRODUCE 13", "END_TXN 5");
    assertThat(coordinator.ends).containsExactly("commit 0", "commit 1");
    ProduceRequest last = it.lastProduce();
    ByteBuffer batch = last.topicData().get(0).partitionData().get(0).records().toBuffer();
    assertThat(last.transactionalId()).isEqualTo("tx");
    assertThat(BatchFormat.isTransactional(batch, 0)).isTrue();
    assertThat(BatchFormat.producerEpoch(batch, 0)).isEqualTo((short) 1);
    assertThat(BatchFormat.baseSequence(batch, 0)).isZero();
  }

  @Test
  void aCommitWhoseAnswerIsLostIsAskedForAgain() {
    for (int version : List.of(1, 2)) {
      coordinator.ends.clear();
      var fresh = new TransactionalProducerTest();
      var producer = fresh.ready(version);
      producer.beginTransaction();
      producer.send(to(0, "a"));
      fresh.coordinator.loseNextEnd = true;
      var committed = producer.commitTransactionAsync();
      fresh.it.loop.advance(1_000);
      assertThat(committed).isCompleted();
      assertThat(fresh.coordinator.ends).containsExactly("commit 0", "commit 0");
      producer.beginTransaction();
      producer.send(to(0, "b"));
      var next = producer.commitTransactionAsync();
      fresh.it.loop.run();
      assertThat(next).isCompleted();
      assertThat(fresh.it.log.of(TOPIC, 0)).containsExactly("a", "b");
    }
  }

  @Test
  void aCallThatRanOutOfTimeWaitsForTheSameOutcomeWhenItIsMadeAgain() {
    var producer = ready(2, "max.block.ms", 0);
    producer.beginTransaction();
    producer.send(to(0, "a"));
    assertThatThrownBy(producer::commitTransaction)
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("call it again");
    assertThatThrownBy(producer::abortTransaction)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("under way");
    it.loop.run();
    producer.commitTransaction();
    assertThat(coordinator.ends).containsExactly("commit 0");
    producer.beginTransaction();
    assertThatThrownBy(producer::abortTransaction).isInstanceOf(TimeoutException.class);
    it.loop.run();
    producer.abortTransaction();
  }

  @Test
  void recordsSentDuringACommitAreRefused() {
    var producer = ready(2);
    producer.beginTransaction();
    producer.commitTransactionAsync();
    assertThatThrownBy(() -> producer.send(to(0, "late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("under way");
    it.loop.run();
    assertThat(it.log.of(TOPIC, 0)).isEmpty();
  }

  @Test
  void aCoordinatorThatIsBusyIsAskedAgain() {
    var producer = ready(1);
    coordinator.addErrors.add(KafkaError.CONCURRENT_TRANSACTIONS);
    coordinator.endErrors.add(KafkaError.CONCURRENT_TRANSACTIONS);
    coordinator.endErrors.add(KafkaError.NOT_COORDINATOR);
    producer.beginTransaction();
    producer.send(to(0, "a"));
    var committed = producer.commitTransactionAsync();
    it.loop.advance(1_000);
    assertThat(committed).isCompleted();
    assertThat(coordinator.ends).hasSize(3);
  }

  @Test
  void aBrokerThatStillEndsTheLastTransactionIsWrittenToAgainSoon() {
    var producer = ready(2);
    it.log.fault =
        (partition, batch) ->
            it.produces() < 2 ? KafkaError.CONCURRENT_TRANSACTIONS : KafkaError.NONE;
    producer.beginTransaction();
    var sent = producer.send(to(0, "a"));
    it.loop.run();
    assertThat(sent).isNotDone();
    it.loop.advance(20);
    assertThat(outcome(sent)).isEqualTo("orders-0@0");
  }

  @Test
  void aPartitionThatMayNotBeWrittenToBreaksTheTransaction() {
    var producer = ready(1);
    coordinator.addErrors.add(KafkaError.TOPIC_AUTHORIZATION_FAILED);
    producer.beginTransaction();
    var sent = producer.send(to(0, "a"));
    it.loop.run();
    assertThat(error(sent)).isInstanceOf(AbortableException.class);
    assertThatThrownBy(producer::commitTransactionAsync)
        .isInstanceOf(AbortableException.class)
        .hasMessageContainingAll("orders-0", "abort the transaction");
    var aborted = producer.abortTransactionAsync();
    it.loop.run();
    assertThat(aborted).isCompleted();
    producer.beginTransaction();
  }

  @Test
  void aSequenceThatBrokeGoesOnInTheNextTransactionWithANewEpoch() {
    var producer = ready(1);
    producer.beginTransaction();
    it.log.fault = (partition, batch) -> KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER;
    var lost = producer.send(to(0, "lost"));
    it.loop.run();
    assertThat(lost).isCompletedExceptionally();
    it.log.fault = (partition, batch) -> KafkaError.NONE;
    var aborted = producer.abortTransactionAsync();
    it.loop.run();
    assertThat(aborted).isCompleted();
    assertThat(coordinator.epoch).isEqualTo((short) 1);
    producer.beginTransaction();
    producer.send(to(0, "kept"));
    var committed = producer.commitTransactionAsync();
    it.loop.run();
    assertThat(committed).isCompleted();
    assertThat(it.log.of(TOPIC, 0)).containsExactly("kept");
  }

  @Test
  void aBatchThatIsTooLargeIsSplitAndKeepsItsNumbers() {
    var producer = ready(2, "linger.ms", 10, "batch.size", 100_000);
    producer.beginTransaction();
    producer.send(to(0, "known"));
    it.loop.advance(100);
    it.log.maxBatchBytes = 2_000;
    for (int i = 0; i < 20; i++) {
      producer.send(to(0, "x".repeat(400)));
    }
    var committed = producer.commitTransactionAsync();
    it.loop.advance(1_000);
    assertThat(committed).isCompleted();
    assertThat(it.log.of(TOPIC, 0)).hasSize(21);
    assertThat(coordinator.ends).containsExactly("commit 0");
  }

  @Test
  void anAbortDoesNotTryAgainWhatFailed() {
    var producer = ready(2);
    producer.beginTransaction();
    it.log.fault = (partition, batch) -> KafkaError.NOT_LEADER_OR_FOLLOWER;
    var sent = producer.send(to(0, "a"));
    it.loop.run();
    assertThat(sent).isNotDone();
    var aborted = producer.abortTransactionAsync();
    it.loop.run();
    assertThat(sent).isCompletedExceptionally();
    assertThat(aborted).isCompleted();
    assertThat(coordinator.ends).containsExactly("abort 0");
  }

  @Test
  void whoIsFencedIsToldByEveryCall() {
    var producer = ready(2);
    producer.beginTransaction();
    producer.send(to(0, "a"));
    coordinator.endErrors.add(KafkaError.PRODUCER_FENCED);
    var committed = producer.commitTransactionAsync();
    it.loop.run();
    assertThat(error(committed))
        .isInstanceOf(ProducerFencedException.class)
        .hasMessageContaining("close this producer");
    assertThatThrownBy(producer::beginTransaction).isInstanceOf(ProducerFencedException.class);
    var late = producer.send(to(0, "late"));
    it.loop.run();
    assertThat(error(late)).isInstanceOf(ProducerFencedException.class);
  }

  @Test
  void aRecordOfATopicThatDoesNotBecomeKnownBreaksTheTransaction() {
    var producer = ready(2, "delivery.timeout.ms", 40_000);
    producer.beginTransaction();
    var sent = producer.send(new dev.klamm.api.producer.ProducerRecord<>("unheard-of", "x"));
    it.loop.advance(45_000);
    assertThat(error(sent)).isInstanceOf(TimeoutException.class);
    assertThatThrownBy(producer::commitTransactionAsync).isInstanceOf(AbortableException.class);
    var aborted = producer.abortTransactionAsync();
    it.loop.run();
    assertThat(aborted).isCompleted();
    assertThat(it.cluster.count(ApiKey.END_TXN)).isZero();
  }
}
