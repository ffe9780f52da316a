package dev.klamm.core.broker.handler.txn;

import dev.klamm.core.broker.handler.CoordinatorCalls;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.txn.TransactionCoordinator;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ListTransactionsRequest;
import dev.klamm.protocol.message.ListTransactionsResponse;

/**
 * ListTransactions, key 66, versions 0 to 2 (KIP-664): the transactional ids there are, by state
 * and producer. v1 (KIP-994): only those that run for longer than some time. v2 (KIP-1152): only
 * those whose id matches a pattern.
 */
public final class ListTransactionsHandler implements ApiHandler<ListTransactionsRequest> {

  private final CoordinatorCalls<TransactionCoordinator> transactions;

  public ListTransactionsHandler(CoordinatorCalls<TransactionCoordinator> transactions) {
    this.transactions = transactions;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.LIST_TRANSACTIONS;
  }

  @Override
  public void handle(ListTransactionsRequest message, Request request) {
    transactions.submit(
        request,
        error -> new ListTransactionsResponse().errorCode(error.code()),
        (coordinator, to, nowMs, effects) -> coordinator.list(message, to, nowMs, effects));
  }
}
