package dev.klamm.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.core.record.ControlRecords;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Idempotence as one partition sees it: what is new, what came before, what is out of order. */
final class ProducerStatesTest {

  private static final long PRODUCER = 7;

  private final ProducerStates states = new ProducerStates();
  private long nextOffset;

  @Test
  void anUnknownProducerBeginsAtZeroWhereNobodyWasForgotten() {
    assertThat(error(batch(0, 41, 1))).isEqualTo(KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assertThat(states.refusal(batch(0, 0, 1), 0)).isNull();
  }

  @Test
  void theNextSequenceFollowsTheLastRecord() {
    append(batch(0, 0, 3));
    assertThat(states.refusal(batch(0, 3, 1), 0)).isNull();
    assertThat(error(batch(0, 4, 1))).isEqualTo(KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assertThat(error(batch(0, 2, 1))).isEqualTo(KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER);
  }

  @Test
  void theLastFiveBatchesAreRecognisedWithTheirOffsets() {
    for (int i = 0; i < 6; i++) {
      append(batch(0, i * 2, 2));
    }
    assertThat(states.offsetOfDuplicate(batch(0, 0, 2), 0)).isEqualTo(ProducerStates.IN_SEQUENCE);
    for (int i = 1; i < 6; i++) {
      assertThat(states.offsetOfDuplicate(batch(0, i * 2, 2), 0)).isEqualTo(i * 2L);
    }
  }

  @Test
  void aDuplicateHasTheSameFirstAndLastSequence() {
    append(batch(0, 0, 5));
    assertThat(states.offsetOfDuplicate(batch(0, 0, 4), 0)).isEqualTo(ProducerStates.IN_SEQUENCE);
  }

  @Test
  void aNewEpochBeginsAtZeroAndFencesTheOld() {
    append(batch(0, 0, 5));
    assertThat(error(batch(1, 5, 1))).isEqualTo(KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER);
    append(batch(1, 0, 1));
    assertThat(error(batch(0, 5, 1))).isEqualTo(KafkaError.INVALID_PRODUCER_EPOCH);
    assertThat(states.offsetOfDuplicate(batch(0, 0, 5), 0)).isEqualTo(ProducerStates.IN_SEQUENCE);
  }

  @Test
  void sequencesWrapToZeroAfterTheLargestInt() {
    append(batch(0, Integer.MAX_VALUE - 1, 4));
    assertThat(ProducerStates.lastSequence(Integer.MAX_VALUE - 1, 3)).isEqualTo(1);
    assertThat(states.refusal(batch(0, 2, 1), 0)).isNull();
  }

  @Test
  void aSnapshotRestoresAllThatIsKnown() {
    append(batch(3, 0, 5));
    append(batch(3, 5, 2));
    ProducerStates restored = new ProducerStates();
    assertThat(restored.restore(states.snapshot(7))).isEqualTo(7);
    assertThat(restored.offsetOfDuplicate(batch(3, 5, 2), 0)).isEqualTo(5);
    assertThat(restored.refusal(batch(3, 7, 1), 0)).isNull();
    assertThat(restored.snapshot(7)).isEqualTo(states.snapshot(7));
  }

  @Test
  void aProducerThatWasForgottenMayGoOnAtAnySequence() {
    append(batch(0, 0, 5));
    assertThat(states.expire(1000)).isFalse();
    assertThat(states.expire(1001)).isTrue();
    assertThat(states.refusal(batch(0, 99, 1), 0)).isNull();
  }

  @Test
  void aTransactionIsOpenFromItsFirstBatchToItsMarker() {
    append(batch(0, 0, 2));
    append(transactional(0, 2, 3));
    append(transactional(0, 5, 1));
    assertThat(states.transactionStart(PRODUCER)).isEqualTo(2);
    assertThat(states.isInTransaction(PRODUCER, (short) 0)).isTrue();
    assertThat(states.isInTransaction(PRODUCER, (short) 1)).isFalse();
    append(marker(1));
    assertThat(states.transactionStart(PRODUCER)).isEqualTo(ProducerState.NO_TRANSACTION);
  }

  @Test
  void insideATransactionOnlyBatchesOfItAreTaken() {
    append(transactional(0, 0, 1));
    assertThat(error(batch(0, 1, 1))).isEqualTo(KafkaError.INVALID_TXN_STATE);
    assertThat(states.refusal(transactional(0, 1, 1), 0)).isNull();
  }

  @Test
  void aMarkerOfANewEpochFencesTheOldAndSequencesBeginAgain() {
    append(transactional(0, 0, 3));
    append(marker(1));
    assertThat(error(transactional(0, 3, 1))).isEqualTo(KafkaError.INVALID_PRODUCER_EPOCH);
    assertThat(error(transactional(1, 3, 1))).isEqualTo(KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assertThat(states.refusal(transactional(1, 0, 1), 0)).isNull();
  }

  @Test
  void aMarkerOfTheSameEpochLetsSequencesGoOn() {
    append(transactional(0, 0, 3));
    append(marker(0));
    assertThat(states.refusal(transactional(0, 3, 1), 0)).isNull();
  }

  @Test
  void aMarkerOfAnOldEpochOrCoordinatorIsRefused() {
    append(transactional(2, 0, 1));
    states.recordCoordinator(PRODUCER, 4);
    assertThat(states.refusal(end(1, 4, false))).isNotNull();
    assertThat(states.refusal(end(2, 3, false))).isNotNull();
    assertThat(states.refusal(end(2, 4, true))).isNotNull();
    assertThat(states.refusal(end(2, 4, false))).isNull();
    assertThat(states.refusal(end(3, 4, true))).isNull();
  }

  @Test
  void aProducerInATransactionIsNotForgotten() {
    append(transactional(0, 0, 1));
    assertThat(states.expire(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void aSnapshotRestoresTheOpenTransaction() {
    append(batch(0, 0, 2));
    append(transactional(0, 2, 1));
    states.recordCoordinator(PRODUCER, 4);
    ProducerStates restored = new ProducerStates();
    restored.restore(states.snapshot(3));
    assertThat(restored.transactionStart(PRODUCER)).isEqualTo(2);
    assertThat(restored.snapshot(3)).isEqualTo(states.snapshot(3));
  }

  private static TransactionEnd end(int epoch, int coordinatorEpoch, boolean raisesEpoch) {
    return new TransactionEnd(PRODUCER, (short) epoch, true, coordinatorEpoch, raisesEpoch);
  }

  private static ByteBuffer marker(int epoch) {
    return ControlRecords.endTransaction(
        ControlRecords.Type.COMMIT, PRODUCER, (short) epoch, 0, 1000);
  }

  private static ByteBuffer transactional(int epoch, int firstSequence, int records) {
    ByteBuffer batch = batch(epoch, firstSequence, records);
    batch.putShort(
        BatchFormat.ATTRIBUTES,
        (short) (BatchFormat.attributes(batch, 0) | BatchFormat.TRANSACTIONAL_MASK));
    return batch;
  }

  private KafkaError error(ByteBuffer batch) {
    AppendResult refusal = states.refusal(batch, 0);
    return refusal == null ? KafkaError.NONE : refusal.error();
  }

  private void append(ByteBuffer batch) {
    BatchFormat.stamp(batch, 0, nextOffset, 0);
    states.record(batch, 0);
    nextOffset = BatchFormat.lastOffset(batch, 0) + 1;
  }

  private static ByteBuffer batch(int epoch, int sequence, int count) {
    ByteBuffer header = ByteBuffer.allocate(BatchFormat.HEADER_SIZE);
    header.put(BatchFormat.MAGIC, BatchFormat.CURRENT_MAGIC);
    header.putInt(BatchFormat.LAST_OFFSET_DELTA, count - 1);
    header.putLong(BatchFormat.MAX_TIMESTAMP, 1000);
    header.putLong(BatchFormat.PRODUCER_ID, PRODUCER);
    header.putShort(BatchFormat.PRODUCER_EPOCH, (short) epoch);
    header.putInt(BatchFormat.BASE_SEQUENCE, sequence);
    header.putInt(BatchFormat.RECORD_COUNT, count);
    return header;
  }
}
