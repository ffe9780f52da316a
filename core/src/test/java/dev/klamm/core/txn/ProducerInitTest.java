package dev.klamm.core.txn;

import static dev.klamm.core.txn.TransactionBed.ID;
import static dev.klamm.core.txn.TransactionBed.T0;
import static dev.klamm.core.txn.TransactionBed.T1;
import static dev.klamm.core.txn.TransactionBed.V2;
import static dev.klamm.core.txn.TransactionBed.initializing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;
import dev.klamm.protocol.message.ListTransactionsRequest;
import dev.klamm.protocol.message.ListTransactionsResponse.TransactionState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may write under a transactional id. */
final class ProducerInitTest {

  private final TransactionBed bed = new TransactionBed();

  @Test
  void aNewIdBeginsWithEpochZeroAndEachInitRaisesIt() {
    Producer first = bed.init();
    Producer second = bed.init();
    assertThat(first.epoch()).isZero();
    assertThat(second).isEqualTo(new Producer(ID, first.producerId(), (short) 1));
  }

  @Test
  void aProducerThatSaysWhoItIsGoesOnAndMayAskTwice() {
    Producer producer = bed.init();
    InitProducerIdResponse raised = bed.init(claiming(producer));
    assertThat(raised.producerEpoch()).isEqualTo((short) 1);
    assertThat(bed.init(claiming(producer))).isEqualTo(raised);
  }

  @Test
  void aProducerThatWasTakenOverIsFencedAndChangesNothing() {
    Producer old = bed.init();
    Producer today = bed.init();
    assertThat(error(bed.init(claiming(old)))).isEqualTo(KafkaError.PRODUCER_FENCED);
    Producer stranger = new Producer(ID, today.producerId() + 1, today.epoch());
    assertThat(error(bed.init(claiming(stranger)))).isEqualTo(KafkaError.PRODUCER_FENCED);
    assertThat(bed.add(today, T0, TransactionVersion.V2)).isEqualTo(KafkaError.NONE);
  }

  @Test
  void epochsThatRanOutMakeANewIdAndTheRequestMayBeSentAgain() {
    Producer producer = bed.init();
    while (producer.epoch() < TransactionMetadata.LAST_EPOCH) {
      producer = bed.init();
    }
    InitProducerIdResponse renewed = bed.init(claiming(producer));
    assertThat(renewed.producerId()).isNotEqualTo(producer.producerId());
    assertThat(renewed.producerEpoch()).isZero();
    assertThat(bed.init(claiming(producer))).isEqualTo(renewed);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(error(bed.init(initializing("")))).isEqualTo(KafkaError.INVALID_REQUEST);
    assertThat(error(bed.init(initializing(ID).producerId(5))))
        .isEqualTo(KafkaError.INVALID_REQUEST);
    assertThat(error(bed.init(initializing(ID).transactionTimeoutMs(0))))
        .isEqualTo(KafkaError.INVALID_TRANSACTION_TIMEOUT);
    assertThat(error(bed.init(initializing(ID).transactionTimeoutMs(900_001))))
        .isEqualTo(KafkaError.INVALID_TRANSACTION_TIMEOUT);
    assertThat(error(bed.init(initializing(ID).enable2Pc(true))))
        .isEqualTo(KafkaError.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
    assertThat(error(bed.init(initializing(ID).keepPreparedTxn(true))))
        .isEqualTo(KafkaError.UNSUPPORTED_VERSION);
    assertThat(bed.describe(ID).errorCode())
        .isEqualTo(KafkaError.TRANSACTIONAL_ID_NOT_FOUND.code());
  }

  @Test
  void idsAreGivenOnceAlsoAfterARestart() {
    Set<Long> given = new HashSet<>();
    TransactionBed now = bed;
    for (int restart = 0; restart < 3; restart++) {
      for (int i = 0; i < 1500; i++) {
        InitProducerIdResponse answer =
            now.init(new InitProducerIdRequest().transactionalId(null).transactionTimeoutMs(0));
        assertThat(answer.producerEpoch()).isZero();
        assertThat(given.add(answer.producerId())).isTrue();
      }
      now = now.restarted();
    }
  }

  @Test
  void inVersion1APartitionMustHaveBeenAdded() {
    Producer producer = bed.init();
    assertThat(bed.verify(producer, T0)).isEqualTo(KafkaError.TRANSACTION_ABORTABLE);
    bed.add(producer, T0, TransactionVersion.V1);
    assertThat(bed.verify(producer, T0)).isEqualTo(KafkaError.NONE);
    assertThat(bed.verify(producer, T1)).isEqualTo(KafkaError.TRANSACTION_ABORTABLE);
    Producer other = bed.init();
    assertThat(bed.verify(producer, T0)).isEqualTo(KafkaError.PRODUCER_FENCED);
    assertThat(bed.verify(other, T0)).isEqualTo(KafkaError.TRANSACTION_ABORTABLE);
  }

  @Test
  void listsAreNarrowedByStateProducerDurationAndPattern() {
    Producer producer = bed.init();
    bed.init(initializing("other"));
    bed.add(producer, T0, TransactionVersion.V2);
    bed.advance(10);
    assertThat(list(new ListTransactionsRequest())).containsExactly(ID, "other");
    assertThat(list(new ListTransactionsRequest().stateFilters(List.of("Ongoing", "Odd"))))
        .containsExactly(ID);
    assertThat(
            bed.list(new ListTransactionsRequest().stateFilters(List.of("Odd", "Dead")))
                .unknownStateFilters())
        .containsExactly("Odd");
    assertThat(
            list(new ListTransactionsRequest().producerIdFilters(List.of(producer.producerId()))))
        .containsExactly(ID);
    assertThat(list(new ListTransactionsRequest().transactionalIdPattern("o.*r")))
        .containsExactly("other");
    assertThat(
            list(new ListTransactionsRequest().stateFilters(List.of("Ongoing")).durationFilter(10)))
        .isEmpty();
    assertThat(
            list(new ListTransactionsRequest().stateFilters(List.of("Ongoing")).durationFilter(9)))
        .containsExactly(ID);
    assertThat(bed.list(new ListTransactionsRequest().transactionalIdPattern("[")).errorCode())
        .isEqualTo(KafkaError.INVALID_REGULAR_EXPRESSION.code());
    bed.end(producer, true, V2);
    assertThat(list(new ListTransactionsRequest().stateFilters(List.of("Ongoing")))).isEmpty();
  }

  private List<String> list(ListTransactionsRequest request) {
    return bed.list(request).transactionStates().stream()
        .map(TransactionState::transactionalId)
        .toList();
  }

  private static InitProducerIdRequest claiming(Producer producer) {
    return initializing(producer.transactionalId())
        .producerId(producer.producerId())
        .producerEpoch(producer.epoch());
  }

  private static KafkaError error(InitProducerIdResponse answer) {
    return KafkaError.forCode(answer.errorCode());
  }
}
