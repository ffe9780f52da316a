package dev.klamm.core.txn;

import static dev.klamm.core.txn.TransactionMetadata.NO_EPOCH;
import static dev.klamm.core.txn.TransactionMetadata.NO_PRODUCER;
import static dev.klamm.core.txn.TransactionState.ONGOING;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;
import org.jspecify.annotations.Nullable;

/**
 * InitProducerId: a producer takes over a transactional id, and whoever had it is fenced. A
 * transaction that is open is aborted by that, in the same commit.
 */
final class ProducerInits {
  private static final int FIRST_VERSION_WITH_PRODUCER_FENCED = 4;

  private final Transactions transactions;
  private final ProducerIds producerIds;
  private final TransactionEnds ends;
  private final TransactionSettings settings;

  ProducerInits(
      Transactions transactions,
      ProducerIds producerIds,
      TransactionEnds ends,
      TransactionSettings settings) {
    this.transactions = transactions;
    this.producerIds = producerIds;
    this.ends = ends;
    this.settings = settings;
  }

  void init(
      InitProducerIdRequest request,
      short apiVersion,
      ReplyHandle<InitProducerIdResponse> to,
      Turn turn) {
    KafkaError error = check(request);
    if (error != KafkaError.NONE) {
      turn.effects().replyNow(to, refusal(error, apiVersion));
    } else if (request.transactionalId() == null) {
      turn.effects().reply(to, answer(producerIds.next(turn), (short) 0));
    } else {
      turn.effects().reply(to, takeOver(request.transactionalId(), request, apiVersion, turn));
    }
  }

  private KafkaError check(InitProducerIdRequest request) {
    boolean halfKnown =
        (request.producerId() == NO_PRODUCER) != (request.producerEpoch() == NO_EPOCH);
    String id = request.transactionalId();
    if (halfKnown || (id != null && id.isEmpty())) {
      return KafkaError.INVALID_REQUEST;
    }
    if (id == null) {
      return KafkaError.NONE;
    }
    if (request.enable2Pc()) {
      return KafkaError.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
    }
    if (request.keepPreparedTxn()) {
      return KafkaError.UNSUPPORTED_VERSION;
    }
    int timeoutMs = request.transactionTimeoutMs();
    return timeoutMs > 0 && timeoutMs <= settings.maxTimeoutMs()
        ? KafkaError.NONE
        : KafkaError.INVALID_TRANSACTION_TIMEOUT;
  }

  private InitProducerIdResponse takeOver(
      String transactionalId, InitProducerIdRequest request, short apiVersion, Turn turn) {
    TransactionMetadata now = transactions.get(transactionalId);
    boolean isNew = now == null;
    if (now == null) {
      now =
          TransactionMetadata.of(
              producerIds.next(turn), request.transactionTimeoutMs(), turn.nowMs());
    }
    if (!knowsProducer(request, now)) {
      return refusal(KafkaError.PRODUCER_FENCED, apiVersion);
    }
    boolean aborted = now.is(ONGOING);
    if (aborted) {
      now = ends.fence(now, turn);
    }
    TransactionMetadata begun = begin(request, now, turn);
    if (isNew || aborted || begun != null) {
      Transactions.put(transactionalId, begun == null ? now : begun, turn);
    }
    return begun == null
        ? refusal(KafkaError.PRODUCER_FENCED, apiVersion)
        : answer(begun.producerId(), begun.epoch());
  }

  /** A producer that says who it was must be today's, or the one whose epochs ran out before it. */
  private static boolean knowsProducer(InitProducerIdRequest request, TransactionMetadata now) {
    return request.producerId() == NO_PRODUCER
        || now.epoch() == NO_EPOCH
        || request.producerId() == now.producerId()
        || (request.producerId() == now.previousProducerId()
            && request.producerEpoch() >= TransactionMetadata.LAST_EPOCH);
  }

  /** The state with a new producer in place, or null if the one that asks is fenced. */
  private @Nullable TransactionMetadata begin(
      InitProducerIdRequest request, TransactionMetadata now, Turn turn) {
    int timeoutMs = request.transactionTimeoutMs();
    short claimed = request.producerEpoch();
    boolean claims = claimed != NO_EPOCH;
    boolean isCurrent = now.epoch() == NO_EPOCH || claimed == now.epoch();
    if (now.isEpochExhausted() && (!claims || isCurrent)) {
      short last = claims ? now.epoch() : NO_EPOCH;
      return now.begun(producerIds.next(turn), (short) 0, last, timeoutMs, turn.nowMs());
    }
    if (!claims || isCurrent) {
      short last = claims ? now.epoch() : NO_EPOCH;
      short next = (short) (now.epoch() + 1);
      return now.begun(now.producerId(), next, last, timeoutMs, turn.nowMs());
    }
    // One that is sent again because the first answer got lost is given that answer.
    return claimed == now.lastEpoch()
        ? now.begun(now.producerId(), now.epoch(), now.lastEpoch(), timeoutMs, turn.nowMs())
        : null;
  }

  private static InitProducerIdResponse answer(long producerId, short epoch) {
    return new InitProducerIdResponse().producerId(producerId).producerEpoch(epoch);
  }

  static InitProducerIdResponse refusal(KafkaError error, short apiVersion) {
    boolean tooOldToKnow =
        error == KafkaError.PRODUCER_FENCED && apiVersion < FIRST_VERSION_WITH_PRODUCER_FENCED;
    return new InitProducerIdResponse()
        .errorCode((tooOldToKnow ? KafkaError.INVALID_PRODUCER_EPOCH : error).code())
        .producerId(NO_PRODUCER)
        .producerEpoch(NO_EPOCH);
  }
}
