package dev.klamm.core.txn;

import static dev.klamm.core.txn.TransactionBed.ID;
import static dev.klamm.core.txn.TransactionBed.T0;
import static dev.klamm.core.txn.TransactionBed.T1;
import static dev.klamm.core.txn.TransactionBed.TIMEOUT_MS;
import static dev.klamm.core.txn.TransactionBed.V1;
import static dev.klamm.core.txn.TransactionBed.V2;
import static dev.klamm.core.txn.TransactionBed.error;
import static dev.klamm.core.txn.TransactionBed.initializing;
import static dev.klamm.core.txn.TransactionBed.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.log.TransactionEnd;
import dev.klamm.core.txn.TransactionEffect.EndOffsets;
import dev.klamm.core.txn.TransactionEffect.EndPartition;
import dev.klamm.protocol.message.EndTxnResponse;
import org.junit.jupiter.api.Test;

/** How transactions end: by their producers, by time, by those who take over. */
final class TransactionEndTest {

  private final TransactionBed bed = new TransactionBed();

  @Test
  void anEndReachesEveryPartitionAndGroupOfTheTransaction() {
    Producer producer = bed.init();
    bed.add(producer, T0, TransactionVersion.V2);
    bed.add(producer, T1, TransactionVersion.V2);
    bed.addGroup(producer, "g");
    bed.end(producer, true, V2);
    TransactionEnd end = new TransactionEnd(producer.producerId(), (short) 1, true, 3, true);
    assertThat(bed.markers).containsExactly(new EndPartition(T0, end), new EndPartition(T1, end));
    assertThat(bed.offsets).containsExactly(new EndOffsets("g", producer.producerId(), true));
    assertThat(bed.describe(ID).transactionState()).isEqualTo("CompleteCommit");
    assertThat(bed.describe(ID).topics()).isEmpty();
  }

  @Test
  void inVersion2EachEndRaisesTheEpochAndAnOldRequestIsKnownByIt() {
    Producer producer = bed.init();
    bed.add(producer, T0, TransactionVersion.V2);
    EndTxnResponse first = bed.end(producer, true, V2);
    assertThat(next(first).epoch()).isEqualTo((short) 1);
    assertThat(bed.end(producer, true, V2)).isEqualTo(first);
    assertThat(error(bed.end(producer, false, V2))).isEqualTo(KafkaError.INVALID_TXN_STATE);
    assertThat(bed.markers).hasSize(1);
    bed.add(next(first), T0, TransactionVersion.V2);
    assertThat(error(bed.end(producer, true, V2))).isEqualTo(KafkaError.PRODUCER_FENCED);
  }

  @Test
  void inVersion1TheEpochStaysAndTheSameEndMayBeAskedForAgain() {
    Producer producer = bed.init();
    bed.add(producer, T0, TransactionVersion.V1);
    assertThat(error(bed.end(producer, true, V1))).isEqualTo(KafkaError.NONE);
    assertThat(error(bed.end(producer, true, V1))).isEqualTo(KafkaError.NONE);
    assertThat(error(bed.end(producer, false, V1))).isEqualTo(KafkaError.INVALID_TXN_STATE);
    assertThat(bed.markers).hasSize(1);
    assertThat(bed.markers.get(0).end().epoch()).isEqualTo(producer.epoch());
  }

  @Test
  void nothingCanBeAbortedInVersion2AndNeverCommitted() {
    Producer producer = bed.init();
    assertThat(error(bed.end(producer, true, V2))).isEqualTo(KafkaError.INVALID_TXN_STATE);
    assertThat(error(bed.end(producer, false, V1))).isEqualTo(KafkaError.INVALID_TXN_STATE);
    EndTxnResponse aborted = bed.end(producer, false, V2);
    assertThat(next(aborted).epoch()).isEqualTo((short) 1);
    assertThat(bed.markers).isEmpty();
  }

  @Test
  void anOldProducerIsFencedInTheWordsOfItsVersion() {
    Producer old = bed.init();
    bed.init();
    assertThat(error(bed.end(old, true, 1))).isEqualTo(KafkaError.INVALID_PRODUCER_EPOCH);
    assertThat(error(bed.end(old, true, V1))).isEqualTo(KafkaError.PRODUCER_FENCED);
    assertThat(error(bed.end(old, true, V2))).isEqualTo(KafkaError.PRODUCER_FENCED);
    Producer other = new Producer(ID, old.producerId() + 1, old.epoch());
    assertThat(error(bed.end(other, true, V2))).isEqualTo(KafkaError.INVALID_PRODUCER_ID_MAPPING);
    Producer unknown = new Producer("unknown", old.producerId(), old.epoch());
    assertThat(error(bed.end(unknown, true, V2))).isEqualTo(KafkaError.INVALID_PRODUCER_ID_MAPPING);
  }

  @Test
  void whenEpochsRunOutTheProducerGoesOnUnderANewId() {
    Producer producer = bed.init();
    while (producer.epoch() < TransactionMetadata.LAST_EPOCH) {
      producer = next(bed.end(producer, false, V2));
    }
    bed.add(producer, T0, TransactionVersion.V2);
    EndTxnResponse answer = bed.end(producer, true, V2);
    Producer renewed = next(answer);
    assertThat(renewed.producerId()).isNotEqualTo(producer.producerId());
    assertThat(renewed.epoch()).isZero();
    EndPartition marker = bed.markers.get(bed.markers.size() - 1);
    assertThat(marker.end().producerId()).isEqualTo(producer.producerId());
    assertThat(marker.end().epoch()).isEqualTo(Short.MAX_VALUE);
    assertThat(bed.end(producer, true, V2)).isEqualTo(answer);
    assertThat(bed.add(renewed, T0, TransactionVersion.V2)).isEqualTo(KafkaError.NONE);
  }

  @Test
  void aTransactionIsAbortedWhenItsTimeIsOverAndCannotBeCommittedThen() {
    Producer producer = bed.init();
    bed.add(producer, T0, TransactionVersion.V2);
    bed.advance(TIMEOUT_MS - 1);
    assertThat(bed.markers).isEmpty();
    bed.advance(1);
    assertThat(bed.markers)
        .containsExactly(
            new EndPartition(
                T0, new TransactionEnd(producer.producerId(), (short) 1, false, 3, true)));
    assertThat(error(bed.end(producer, true, V2))).isEqualTo(KafkaError.INVALID_TXN_STATE);
    assertThat(bed.add(producer, T0, TransactionVersion.V2)).isEqualTo(KafkaError.PRODUCER_FENCED);
  }

  @Test
  void eachTransactionHasItsOwnTime() {
    Producer producer = bed.init();
    bed.add(producer, T0, TransactionVersion.V2);
    producer = next(bed.end(producer, true, V2));
    bed.advance(TIMEOUT_MS - 1);
    bed.add(producer, T0, TransactionVersion.V2);
    bed.advance(TIMEOUT_MS - 1);
    assertThat(error(bed.end(producer, true, V2))).isEqualTo(KafkaError.NONE);
  }

  @Test
  void whoTakesOverIsAnsweredAtOnceAndWhatWasOpenIsAborted() {
    Producer zombie = bed.init();
    bed.add(zombie, T0, TransactionVersion.V2);
    Producer next = bed.init();
    assertThat(next.producerId()).isEqualTo(zombie.producerId());
    assertThat(next.epoch()).isEqualTo((short) 2);
    assertThat(bed.markers).hasSize(1);
    assertThat(bed.markers.get(0).end().committed()).isFalse();
    assertThat(error(bed.end(zombie, true, V2))).isEqualTo(KafkaError.PRODUCER_FENCED);
    assertThat(bed.describe(ID).transactionState()).isEqualTo("Empty");
  }

  @Test
  void afterARestartATransactionIsWhereItWas() {
    Producer producer = bed.init();
    bed.add(producer, T0, TransactionVersion.V2);
    bed.addGroup(producer, "g");
    bed.advance(TIMEOUT_MS / 2);
    TransactionBed again = bed.restarted();
    assertThat(again.describe(ID)).isEqualTo(bed.describe(ID));
    again.advance(TIMEOUT_MS / 2);
    assertThat(again.markers).hasSize(1);
    assertThat(again.offsets).hasSize(1);
  }

  @Test
  void aTopicThatIsDeletedIsNoLongerPartOfTheTransaction() {
    Producer producer = bed.init();
    bed.add(producer, T0, TransactionVersion.V2);
    bed.happen((c, effects) -> c.onTopicDeleted("t", bed.nowMs, effects));
    assertThat(error(bed.end(producer, true, V2))).isEqualTo(KafkaError.NONE);
    assertThat(bed.markers).isEmpty();
  }

  @Test
  void anIdThatNobodyUsesIsForgottenAndBeginsAnew() {
    Producer old = bed.init();
    bed.init(initializing("other"));
    bed.advance(TransactionSettings.defaults().idExpirationMs());
    assertThat(KafkaError.forCode(bed.describe(ID).errorCode()))
        .isEqualTo(KafkaError.TRANSACTIONAL_ID_NOT_FOUND);
    Producer renewed = bed.init();
    assertThat(renewed.producerId()).isNotEqualTo(old.producerId());
    assertThat(renewed.epoch()).isZero();
  }
}
