package dev.klamm.core.producer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.AbortableException;
import dev.klamm.api.error.CommitFailedException;
import dev.klamm.api.error.DisconnectException;
import dev.klamm.api.error.FatalException;
import dev.klamm.api.error.InvalidTxnTimeoutException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.ProducerFencedException;
import dev.klamm.api.error.RecordTooLargeException;
import dev.klamm.api.error.TransactionAbortedException;
import dev.klamm.core.producer.TransactionErrors.Verdict;
import dev.klamm.core.producer.TransactionGate.Phase;
import dev.klamm.core.producer.TransactionManager.State;
import dev.klamm.core.producer.TransactionRequest.AddOffsets;
import dev.klamm.core.producer.TransactionRequest.AddPartitions;
import dev.klamm.core.producer.TransactionRequest.CommitOffsets;
import dev.klamm.core.producer.TransactionRequest.EndTransaction;
import dev.klamm.core.producer.TransactionRequest.InitProducerId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The state machine by itself: no loop, no broker. */
class TransactionManagerTest {
  private static final TopicPartition P0 = new TopicPartition("t", 0);
  private static final TopicPartition P1 = new TopicPartition("t", 1);
  private static final ConsumerGroupMetadata GROUP = new ConsumerGroupMetadata("g");
  private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
      Map.of(P0, new OffsetAndMetadata(5), P1, new OffsetAndMetadata(6));

  private final TransactionGate gate = new TransactionGate();
  private final TransactionManager it = new TransactionManager(true, gate, () -> {});
  private TransactionProtocol protocol = TransactionProtocol.ADDED_FIRST;

  private CompletableFuture<Void> init() {
    gate.init();
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    it.init(outcome);
    return outcome;
  }

  private void begin() {
    gate.begin();
    it.begin(protocol);
  }

  private CompletableFuture<Void> commit() {
    gate.commit();
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    it.commit(outcome);
    return outcome;
  }

  private CompletableFuture<Void> abort() {
    gate.abort();
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    it.abort(outcome);
    return outcome;
  }

  private CompletableFuture<Void> offsets() {
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    it.sendOffsets(OFFSETS, GROUP, outcome);
    return outcome;
  }

  private void open(TransactionProtocol understood) {
    protocol = understood;
    init();
    it.next();
    it.onId(7, (short) 3, understood);
    begin();
  }

  /** Opens a transaction of the first version with a partition that may be written to. */
  private void openWithPartition() {
    open(TransactionProtocol.ADDED_FIRST);
    it.admits(P0);
    it.next();
    it.onPartitionsAdded(Set.of(P0));
    it.onSent();
  }

  private Verdict refuse(TransactionRequest request, KafkaError error) {
    return it.onRefused(request, error.exception());
  }

  private static Throwable error(CompletableFuture<Void> outcome) {
    return outcome.handle((done, error) -> error).join();
  }

  @Test
  void anIdempotentProducerAsksForAnIdOnceAndRaisesItsEpochItself() {
    TransactionManager plain = new TransactionManager(true, null, () -> {});
    assertThat(plain.next()).isNull();
    plain.prepare();
    plain.prepare();
    assertThat(plain.next()).isEqualTo(new InitProducerId(-1, (short) -1));
    assertThat(plain.next()).isNull();
    plain.onId(7, (short) 0, protocol);
    assertThat(plain.isReady()).isTrue();
    plain.newEpoch();
    assertThat(plain.epoch()).isEqualTo((short) 1);
  }

  @Test
  void anIdempotentProducerThatRanOutOfEpochsAsksForAnotherId() {
    TransactionManager plain = new TransactionManager(true, null, () -> {});
    plain.prepare();
    plain.next();
    plain.onId(7, Short.MAX_VALUE, protocol);
    plain.newEpoch();
    assertThat(plain.isReady()).isFalse();
    assertThat(plain.next()).isEqualTo(new InitProducerId(-1, (short) -1));
  }

  @Test
  void aTransactionalProducerAsksForNothingBeforeItIsInitialized() {
    it.prepare();
    assertThat(it.next()).isNull();
    assertThat(it.isReady()).isFalse();
    CompletableFuture<Void> outcome = init();
    assertThat(it.next()).isEqualTo(new InitProducerId(-1, (short) -1));
    assertThat(outcome).isNotDone();
    it.onId(7, (short) 0, protocol);
    assertThat(outcome).isCompleted();
    assertThat(gate.phase()).isEqualTo(Phase.READY);
    assertThat(it.isReady()).isFalse();
  }

  @Test
  void anIdThatIsRefusedForSettingsMayBeAskedForAgain() {
    CompletableFuture<Void> outcome = init();
    refuse(it.next(), KafkaError.INVALID_TRANSACTION_TIMEOUT);
    assertThat(error(outcome)).isInstanceOf(InvalidTxnTimeoutException.class);
    assertThat(gate.phase()).isEqualTo(Phase.UNINITIALIZED);
    assertThat(init()).isNotDone();
    assertThat(it.next()).isInstanceOf(InitProducerId.class);
  }

  @Test
  void whatMayPassIsAskedAgain() {
    CompletableFuture<Void> outcome = init();
    for (KafkaError error :
        List.of(
            KafkaError.CONCURRENT_TRANSACTIONS,
            KafkaError.COORDINATOR_NOT_AVAILABLE,
            KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
            KafkaError.NOT_COORDINATOR)) {
      assertThat(refuse(it.next(), error)).isEqualTo(Verdict.RETRY);
    }
    assertThat(it.onRefused(it.next(), new DisconnectException("cut"))).isEqualTo(Verdict.RETRY);
    assertThat(outcome).isNotDone();
    assertThat(it.next()).isInstanceOf(InitProducerId.class);
  }

  @Test
  void partitionsAreAddedBeforeTheyAreWrittenToOnce() {
    open(TransactionProtocol.ADDED_FIRST);
    assertThat(it.admits(P0)).isFalse();
    assertThat(it.admits(P1)).isFalse();
    assertThat(it.next()).isEqualTo(new AddPartitions(Set.of(P0, P1)));
    it.onPartitionsAdded(Set.of(P0));
    assertThat(it.admits(P0)).isTrue();
    assertThat(it.admits(P1)).isFalse();
    assertThat(it.next()).isEqualTo(new AddPartitions(Set.of(P1)));
    it.onPartitionsAdded(Set.of(P1));
    assertThat(it.next()).isNull();
  }

  @Test
  void writingAddsPartitionsWhereTheClusterUnderstandsThat() {
    open(TransactionProtocol.ADDED_BY_WRITING);
    assertThat(it.admits(P0)).isTrue();
    CompletableFuture<Void> sent = offsets();
    assertThat(it.next()).isEqualTo(new CommitOffsets(GROUP, OFFSETS));
    it.onOffsetsCommitted(OFFSETS.keySet());
    assertThat(sent).isCompleted();
    assertThat(it.next()).isNull();
  }

  @Test
  void aGroupIsAddedBeforeItsOffsetsAreCommitted() {
    open(TransactionProtocol.ADDED_FIRST);
    CompletableFuture<Void> sent = offsets();
    assertThat(it.next()).isEqualTo(new AddOffsets("g"));
    it.onOffsetsAdded("g");
    assertThat(it.next()).isEqualTo(new CommitOffsets(GROUP, OFFSETS));
    it.onOffsetsCommitted(Set.of(P1));
    assertThat(sent).isNotDone();
    TransactionRequest rest = it.next();
    assertThat(rest).isEqualTo(new CommitOffsets(GROUP, Map.of(P0, new OffsetAndMetadata(5))));
    it.onOffsetsCommitted(Set.of(P0));
    assertThat(sent).isCompleted();
    offsets();
    assertThat(it.next()).isInstanceOf(CommitOffsets.class);
  }

  @Test
  void aCommitWaitsForRecordsAndOffsets() {
    openWithPartition();
    CompletableFuture<Void> sent = offsets();
    CompletableFuture<Void> outcome = commit();
    assertThat(it.isReady()).isTrue();
    assertThat(it.next()).isEqualTo(new AddOffsets("g"));
    it.onOffsetsAdded("g");
    it.onDrained();
    assertThat(it.next()).isInstanceOf(CommitOffsets.class);
    it.onOffsetsCommitted(OFFSETS.keySet());
    assertThat(sent).isCompleted();
    assertThat(it.next()).isEqualTo(new EndTransaction(true));
    assertThat(outcome).isNotDone();
    it.onEnded(-1, (short) -1);
    assertThat(outcome).isCompleted();
    assertThat(it.epoch()).isEqualTo((short) 3);
    assertThat(gate.phase()).isEqualTo(Phase.READY);
  }

  @Test
  void whatWasAddedCountsForOneTransaction() {
    openWithPartition();
    commit();
    it.onDrained();
    it.next();
    it.onEnded(-1, (short) -1);
    begin();
    assertThat(it.admits(P0)).isFalse();
  }

  @Test
  void theEndOfATransactionBringsTheNextEpoch() {
    open(TransactionProtocol.ADDED_BY_WRITING);
    it.onSent();
    commit();
    it.onDrained();
    it.next();
    it.onEnded(8, (short) 0);
    assertThat(it.producerId()).isEqualTo(8);
    assertThat(it.epoch()).isZero();
  }

  @ParameterizedTest
  @EnumSource(TransactionProtocol.class)
  void aTransactionThatWroteNothingEndsWithoutARequest(TransactionProtocol version) {
    open(version);
    CompletableFuture<Void> committed = commit();
    assertThat(it.next()).isNull();
    it.onDrained();
    assertThat(committed).isCompleted();
    begin();
    CompletableFuture<Void> aborted = abort();
    it.onDrained();
    assertThat(aborted).isCompleted();
    assertThat(it.next()).isNull();
  }

  @Test
  void anEndThatIsNotAnsweredIsAskedForAgain() {
    openWithPartition();
    CompletableFuture<Void> outcome = commit();
    it.onDrained();
    TransactionRequest end = it.next();
    assertThat(it.onRefused(end, new DisconnectException("cut"))).isEqualTo(Verdict.RETRY);
    assertThat(it.next()).isEqualTo(end);
    it.onEnded(-1, (short) -1);
    assertThat(outcome).isCompleted();
  }

  @Test
  void aFailedRecordBreaksTheTransactionUntilItIsAborted() {
    openWithPartition();
    it.onBatchFailed(new RecordTooLargeException("too large"));
    assertThat(it.state()).isEqualTo(State.ABORTABLE_ERROR);
    assertThat(it.unsent()).isInstanceOf(TransactionAbortedException.class);
    assertThat(gate.isOpen()).isFalse();
    assertThat(gate.refusal()).hasMessageContaining("abort");
    assertThat(error(offsets())).isInstanceOf(AbortableException.class);
    assertThat(it.next()).isNull();
    abort();
    assertThat(it.unsent()).isNull();
    it.onDrained();
    assertThat(it.next()).isEqualTo(new EndTransaction(false));
    assertThat(gate.phase()).isEqualTo(Phase.ENDING);
  }

  @Test
  void aRecordThatFailsWhileItIsCommittedFailsTheCommit() {
    openWithPartition();
    CompletableFuture<Void> outcome = commit();
    it.onBatchFailed(new RecordTooLargeException("too large"));
    assertThat(error(outcome))
        .isInstanceOf(AbortableException.class)
        .hasMessageContainingAll("too large", "abort the transaction");
    it.onDrained();
    assertThat(it.next()).isNull();
    abort();
    it.onDrained();
    assertThat(it.next()).isEqualTo(new EndTransaction(false));
  }

  @Test
  void numbersThatNeverArriveNeedTheNextEpochAfterTheAbort() {
    openWithPartition();
    it.onBatchFailed(KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER.exception());
    CompletableFuture<Void> outcome = abort();
    it.onDrained();
    it.next();
    it.onEnded(-1, (short) -1);
    assertThat(outcome).isNotDone();
    TransactionRequest epoch = it.next();
    assertThat(epoch).isEqualTo(new InitProducerId(7, (short) 3));
    refuse(epoch, KafkaError.CONCURRENT_TRANSACTIONS);
    assertThat(outcome).isNotDone();
    assertThat(it.next()).isEqualTo(epoch);
    it.onId(7, (short) 4, protocol);
    assertThat(outcome).isCompleted();
    assertThat(it.epoch()).isEqualTo((short) 4);
    assertThat(gate.phase()).isEqualTo(Phase.READY);
  }

  @Test
  void anEndThatBringsAnEpochNeedsNoOther() {
    open(TransactionProtocol.ADDED_BY_WRITING);
    it.onSent();
    it.onBatchFailed(KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER.exception());
    CompletableFuture<Void> outcome = abort();
    it.onDrained();
    it.next();
    it.onEnded(7, (short) 4);
    assertThat(outcome).isCompleted();
    assertThat(it.next()).isNull();
  }

  @Test
  void whatFailsOfABatchWhileItIsAbortedNeedsTheNextEpochToo() {
    openWithPartition();
    abort();
    it.onBatchFailed(new DisconnectException("cut"));
    it.onDrained();
    it.next();
    it.onEnded(-1, (short) -1);
    assertThat(it.next()).isEqualTo(new InitProducerId(7, (short) 3));
  }

  @Test
  void anAbortWaitsForWhatIsUnderWay() {
    openWithPartition();
    abort();
    assertThat(it.next()).isNull();
    assertThat(it.isReady()).isFalse();
    assertThat(it.allowsRetry()).isFalse();
    it.onDrained();
    assertThat(it.next()).isEqualTo(new EndTransaction(false));
  }

  @Test
  void anAbortWaitsForPartitionsThatAreBeingAdded() {
    open(TransactionProtocol.ADDED_FIRST);
    it.admits(P0);
    TransactionRequest add = it.next();
    CompletableFuture<Void> outcome = abort();
    it.onDrained();
    assertThat(outcome).isNotDone();
    refuse(add, KafkaError.CONCURRENT_TRANSACTIONS);
    assertThat(outcome).isCompleted();
    begin();
    it.admits(P0);
    it.next();
    abort();
    it.onDrained();
    it.onPartitionsAdded(Set.of(P0));
    assertThat(it.next()).isEqualTo(new EndTransaction(false));
  }

  @Test
  void anAbortOfWhatMayNeverHaveBegunEndsEitherWay() {
    open(TransactionProtocol.ADDED_FIRST);
    it.admits(P0);
    it.onRefused(it.next(), new DisconnectException("cut"));
    CompletableFuture<Void> outcome = abort();
    it.onDrained();
    TransactionRequest end = it.next();
    assertThat(end).isEqualTo(new EndTransaction(false));
    refuse(end, KafkaError.INVALID_TXN_STATE);
    assertThat(outcome).isCompleted();
    assertThat(it.state()).isEqualTo(State.READY);
  }

  @Test
  void abortingFailsOffsetsThatAreOnTheirWay() {
    open(TransactionProtocol.ADDED_BY_WRITING);
    CompletableFuture<Void> sent = offsets();
    it.next();
    abort();
    assertThat(error(sent)).isInstanceOf(TransactionAbortedException.class);
    it.onDrained();
    it.onOffsetsCommitted(OFFSETS.keySet());
    assertThat(it.next()).isEqualTo(new EndTransaction(false));
  }

  @ParameterizedTest
  @EnumSource(
      value = KafkaError.class,
      names = {"UNKNOWN_MEMBER_ID", "ILLEGAL_GENERATION", "STALE_MEMBER_EPOCH"})
  void aMemberThatLostItsPartitionsHearsSoAndAborts(KafkaError refusal) {
    open(TransactionProtocol.ADDED_BY_WRITING);
    CompletableFuture<Void> sent = offsets();
    refuse(it.next(), refusal);
    assertThat(error(sent)).isInstanceOf(CommitFailedException.class).hasMessageContaining("abort");
    assertThat(it.state()).isEqualTo(State.ABORTABLE_ERROR);
  }

  @ParameterizedTest
  @EnumSource(
      value = KafkaError.class,
      names = {
        "TOPIC_AUTHORIZATION_FAILED",
        "GROUP_AUTHORIZATION_FAILED",
        "FENCED_INSTANCE_ID",
        "TRANSACTION_ABORTABLE",
        "OFFSET_METADATA_TOO_LARGE",
        "UNKNOWN_PRODUCER_ID"
      })
  void whatOnlyThisTransactionSuffersFromSaysAbort(KafkaError refusal) {
    open(TransactionProtocol.ADDED_BY_WRITING);
    CompletableFuture<Void> sent = offsets();
    assertThat(refuse(it.next(), refusal)).isEqualTo(Verdict.ABORT);
    assertThat(error(sent))
        .isInstanceOf(AbortableException.class)
        .hasMessageContaining("abort the transaction");
  }

  @ParameterizedTest
  @EnumSource(
      value = KafkaError.class,
      names = {
        "PRODUCER_FENCED",
        "INVALID_PRODUCER_EPOCH",
        "TRANSACTIONAL_ID_AUTHORIZATION_FAILED",
        "INVALID_TXN_STATE",
        "UNSUPPORTED_VERSION",
        "UNKNOWN_SERVER_ERROR"
      })
  void whatTheProducerCannotGetOverSaysClose(KafkaError refusal) {
    openWithPartition();
    CompletableFuture<Void> outcome = commit();
    it.onDrained();
    assertThat(refuse(it.next(), refusal)).isEqualTo(Verdict.CLOSE);
    assertThat(error(outcome))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("close this producer");
    assertThat(it.state()).isEqualTo(State.FAILED);
    assertThat(it.failure()).isNotNull();
    assertThat(gate.phase()).isEqualTo(Phase.FAILED);
    assertThat(it.next()).isNull();
  }

  @Test
  void whoIsFencedLearnsSoFromAnyCall() {
    openWithPartition();
    it.onBatchFailed(KafkaError.PRODUCER_FENCED.exception());
    CompletableFuture<Void> late = new CompletableFuture<>();
    it.commit(late);
    assertThat(error(late)).isInstanceOf(ProducerFencedException.class);
    CompletableFuture<Void> abort = new CompletableFuture<>();
    it.abort(abort);
    assertThat(error(abort)).isInstanceOf(ProducerFencedException.class);
  }

  @Test
  void anIdThatTheCoordinatorGaveAwayIsAskedForAnewInsteadOfEndingTheTransaction() {
    openWithPartition();
    it.onBatchFailed(KafkaError.INVALID_PRODUCER_ID_MAPPING.exception());
    assertThat(it.state()).isEqualTo(State.ABORTABLE_ERROR);
    CompletableFuture<Void> outcome = abort();
    it.onDrained();
    assertThat(it.next()).isEqualTo(new InitProducerId(7, (short) 3));
    it.onId(9, (short) 0, protocol);
    assertThat(outcome).isCompleted();
  }

  @Test
  void aClusterThatLearnsTheNewerProtocolIsAskedForAnEpochFirst() {
    open(TransactionProtocol.ADDED_FIRST);
    commit();
    it.onDrained();
    protocol = TransactionProtocol.ADDED_BY_WRITING;
    begin();
    assertThat(it.isReady()).isFalse();
    assertThat(it.next()).isEqualTo(new InitProducerId(7, (short) 3));
    it.onId(7, (short) 4, protocol);
    assertThat(it.isReady()).isTrue();
    assertThat(it.protocol()).isEqualTo(TransactionProtocol.ADDED_BY_WRITING);
    assertThat(it.state()).isEqualTo(State.IN_TRANSACTION);
  }

  @Test
  void closingTellsWhoeverWaits() {
    openWithPartition();
    CompletableFuture<Void> sent = offsets();
    CompletableFuture<Void> outcome = commit();
    it.close(new DisconnectException("closed"));
    assertThat(error(sent)).hasMessage("closed");
    assertThat(error(outcome)).hasMessage("closed");
  }
}
