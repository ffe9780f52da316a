package dev.klamm.core.broker.handler.txn;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.handler.CoordinatorCalls;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.txn.TransactionCoordinator;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;

/**
 * InitProducerId, key 22, versions 0 to 5: an id and an epoch for an idempotent or a transactional
 * producer (KIP-98). The latter fences whoever had its transactional id, and aborts the transaction
 * that one left open.
 *
 * <ul>
 *   <li>v3 (KIP-360): a producer says which id and epoch it had, and is fenced if another took
 *       over; an idempotent one gets a new id all the same, with epoch 0.
 *   <li>v4 (KIP-588): PRODUCER_FENCED, before that INVALID_PRODUCER_EPOCH. v5 (KIP-890): a new
 *       error code.
 * </ul>
 *
 * Where Kafka answers CONCURRENT_TRANSACTIONS until an open transaction is aborted, it is aborted
 * and the producer answered at once. Left out: v6, two-phase commit (KIP-939).
 */
public final class InitProducerIdHandler implements ApiHandler<InitProducerIdRequest> {

  private final CoordinatorCalls<TransactionCoordinator> transactions;

  public InitProducerIdHandler(CoordinatorCalls<TransactionCoordinator> transactions) {
    this.transactions = transactions;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.INIT_PRODUCER_ID;
  }

  @Override
  public void handle(InitProducerIdRequest message, Request request) {
    transactions.submit(
        request,
        InitProducerIdHandler::refusal,
        (coordinator, to, nowMs, effects) ->
            coordinator.initProducerId(message, request.version(), to, nowMs, effects));
  }

  private static InitProducerIdResponse refusal(KafkaError error) {
    return new InitProducerIdResponse()
        .errorCode(error.code())
        .producerId(-1)
        .producerEpoch((short) -1);
  }
}
