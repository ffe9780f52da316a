package dev.klamm.core.broker.handler.txn;

import dev.klamm.core.broker.handler.CoordinatorCalls;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.txn.TransactionCoordinator;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.EndTxnRequest;
import dev.klamm.protocol.message.EndTxnResponse;

/**
 * EndTxn, key 26, versions 0 to 5: commits or aborts a transaction. Answered when it is durable in
 * every partition and group it reached into, which is one commit of the store.
 *
 * <ul>
 *   <li>v2 (KIP-588): PRODUCER_FENCED, before that INVALID_PRODUCER_EPOCH. v3: flexible. v4
 *       (KIP-890): a new error code.
 *   <li>v5 (KIP-890): the producer goes on with a new epoch, or with a new id when epochs ran out;
 *       a transaction that holds nothing can be aborted.
 * </ul>
 */
public final class EndTxnHandler implements ApiHandler<EndTxnRequest> {

  private final CoordinatorCalls<TransactionCoordinator> transactions;

  public EndTxnHandler(CoordinatorCalls<TransactionCoordinator> transactions) {
    this.transactions = transactions;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.END_TXN;
  }

  @Override
  public void handle(EndTxnRequest message, Request request) {
    transactions.submit(
        request,
        error ->
            new EndTxnResponse().errorCode(error.code()).producerId(-1).producerEpoch((short) -1),
        (coordinator, to, nowMs, effects) ->
            coordinator.endTransaction(message, request.version(), to, nowMs, effects));
  }
}
