package dev.klamm.core.txn;

import static dev.klamm.core.txn.TransactionMetadata.NO_EPOCH;
import static dev.klamm.core.txn.TransactionState.EMPTY;
import static dev.klamm.core.txn.TransactionState.ONGOING;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.log.TransactionEnd;
import dev.klamm.core.txn.TransactionTimer.TransactionOver;
import dev.klamm.protocol.message.EndTxnRequest;
import dev.klamm.protocol.message.EndTxnResponse;

/**
 * EndTxn, and transactions that others end: markers, offsets and the new state in one commit.
 *
 * <p>A client of version 2 is given a new epoch with each end, so that what it sent before and
 * arrives late belongs nowhere. A request it sends again is known by its epoch, one below today's.
 */
final class TransactionEnds {
  private static final int FIRST_VERSION_WITH_PRODUCER_FENCED = 2;
  private static final int FIRST_VERSION_WITH_NEW_EPOCH = 5;

  private final Transactions transactions;
  private final ProducerIds producerIds;
  private final int coordinatorEpoch;

  TransactionEnds(Transactions transactions, ProducerIds producerIds, int coordinatorEpoch) {
    this.transactions = transactions;
    this.producerIds = producerIds;
    this.coordinatorEpoch = coordinatorEpoch;
  }

  /** What becomes of a request; the producer goes on with the id and epoch. */
  private record Outcome(KafkaError error, long producerId, short epoch) {

    static Outcome done(TransactionMetadata after) {
      return new Outcome(KafkaError.NONE, after.producerId(), after.epoch());
    }

    static Outcome refused(KafkaError error) {
      return new Outcome(error, TransactionMetadata.NO_PRODUCER, NO_EPOCH);
    }
  }

  void end(EndTxnRequest request, short apiVersion, ReplyHandle<EndTxnResponse> to, Turn turn) {
    Outcome outcome = end(request, apiVersion, turn);
    boolean tooOldToKnow =
        outcome.error() == KafkaError.PRODUCER_FENCED
            && apiVersion < FIRST_VERSION_WITH_PRODUCER_FENCED;
    KafkaError error = tooOldToKnow ? KafkaError.INVALID_PRODUCER_EPOCH : outcome.error();
    EndTxnResponse answer =
        new EndTxnResponse()
            .errorCode(error.code())
            .producerId(outcome.producerId())
            .producerEpoch(outcome.epoch());
    turn.effects().reply(to, answer);
  }

  private Outcome end(EndTxnRequest request, short apiVersion, Turn turn) {
    if (request.transactionalId().isEmpty()) {
      return Outcome.refused(KafkaError.INVALID_REQUEST);
    }
    TransactionMetadata now = transactions.get(request.transactionalId());
    if (now == null) {
      return Outcome.refused(KafkaError.INVALID_PRODUCER_ID_MAPPING);
    }
    return apiVersion >= FIRST_VERSION_WITH_NEW_EPOCH
        ? endInVersion2(request, now, turn)
        : endInVersion1(request, now, turn);
  }

  private Outcome endInVersion1(EndTxnRequest request, TransactionMetadata now, Turn turn) {
    if (request.producerId() != now.producerId()) {
      return Outcome.refused(KafkaError.INVALID_PRODUCER_ID_MAPPING);
    }
    if (request.producerEpoch() != now.epoch()) {
      return Outcome.refused(KafkaError.PRODUCER_FENCED);
    }
    if (now.is(ONGOING)) {
      short epoch = now.epoch();
      TransactionMetadata after =
          now.ended(request.committed(), now.producerId(), epoch, now.lastEpoch(), turn.nowMs());
      finish(now, request.committed(), epoch, turn);
      Transactions.put(request.transactionalId(), after, turn);
      return Outcome.done(after);
    }
    return now.is(TransactionState.complete(request.committed()))
        ? Outcome.done(now)
        : Outcome.refused(KafkaError.INVALID_TXN_STATE);
  }

  private Outcome endInVersion2(EndTxnRequest request, TransactionMetadata now, Turn turn) {
    boolean complete = !now.is(ONGOING) && !now.is(EMPTY);
    boolean idsRanOut =
        request.producerId() == now.previousProducerId()
            && request.producerEpoch() == TransactionMetadata.LAST_EPOCH
            && now.epoch() == 0;
    boolean sentAgain = complete && (idsRanOut || request.producerEpoch() + 1 == now.epoch());
    if (request.producerId() != now.producerId() && !idsRanOut) {
      return Outcome.refused(KafkaError.INVALID_PRODUCER_ID_MAPPING);
    }
    if (sentAgain) {
      return now.is(TransactionState.complete(request.committed()))
          ? Outcome.done(now)
          : Outcome.refused(KafkaError.INVALID_TXN_STATE);
    }
    if (request.producerEpoch() != now.epoch()) {
      return Outcome.refused(KafkaError.PRODUCER_FENCED);
    }
    // To abort nothing is allowed: the client cannot know whether its last write arrived.
    if (request.committed() && !now.is(ONGOING)) {
      return Outcome.refused(KafkaError.INVALID_TXN_STATE);
    }
    return Outcome.done(endWithNewEpoch(request.transactionalId(), now, request.committed(), turn));
  }

  private TransactionMetadata endWithNewEpoch(
      String transactionalId, TransactionMetadata now, boolean committed, Turn turn) {
    short raised = (short) (now.epoch() + 1);
    boolean exhausted = now.isEpochExhausted();
    TransactionMetadata after =
        now.ended(
            committed,
            exhausted ? producerIds.next(turn) : now.producerId(),
            exhausted ? 0 : raised,
            now.epoch(),
            turn.nowMs());
    finish(now, committed, raised, turn);
    Transactions.put(transactionalId, after, turn);
    return after;
  }

  /**
   * Aborts an ongoing transaction without its producer's doing, and raises the epoch so that the
   * producer is fenced. What this returns is still to be put.
   *
   * <p>To a producer of version 2 this looks as if it had ended the transaction itself: if it then
   * asks to abort, it is told the new epoch and goes on; if it asks to commit, that this is not so.
   */
  TransactionMetadata fence(TransactionMetadata now, Turn turn) {
    short raised = (short) Math.min(now.epoch() + 1, Short.MAX_VALUE);
    finish(now, false, raised, turn);
    return now.ended(false, now.producerId(), raised, now.epoch(), turn.nowMs());
  }

  void onTransactionOver(TransactionOver timer, Turn turn) {
    TransactionMetadata now = transactions.get(timer.transactionalId());
    if (now != null && now.is(ONGOING)) {
      TransactionMetadata after = fence(now, turn);
      Transactions.put(timer.transactionalId(), after, turn);
    }
  }

  /**
   * The timer is left to run out: the next transaction moves it, and one that is not open is let
   * be.
   */
  private void finish(TransactionMetadata now, boolean committed, short markerEpoch, Turn turn) {
    if (!now.is(ONGOING)) {
      return;
    }
    TransactionEnd end =
        new TransactionEnd(
            now.producerId(), markerEpoch, committed, coordinatorEpoch, markerEpoch > now.epoch());
    for (TopicPartition partition : now.partitions()) {
      turn.effects().elsewhere(new TransactionEffect.EndPartition(partition, end));
    }
    for (String group : now.groups()) {
      turn.effects()
          .elsewhere(new TransactionEffect.EndOffsets(group, now.producerId(), committed));
    }
  }
}
