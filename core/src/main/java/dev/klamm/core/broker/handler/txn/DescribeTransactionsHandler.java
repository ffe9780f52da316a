package dev.klamm.core.broker.handler.txn;

import dev.klamm.core.broker.handler.CoordinatorCalls;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.txn.TransactionCoordinator;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeTransactionsRequest;
import dev.klamm.protocol.message.DescribeTransactionsResponse;
import dev.klamm.protocol.message.DescribeTransactionsResponse.TransactionState;

/**
 * DescribeTransactions, key 65, version 0 (KIP-664): where transactional ids stand. Groups that a
 * transaction reaches into are shown as the partitions of {@code __consumer_offsets} that Kafka
 * would keep them in, as tools know them.
 */
public final class DescribeTransactionsHandler implements ApiHandler<DescribeTransactionsRequest> {

  private final CoordinatorCalls<TransactionCoordinator> transactions;

  public DescribeTransactionsHandler(CoordinatorCalls<TransactionCoordinator> transactions) {
    this.transactions = transactions;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DESCRIBE_TRANSACTIONS;
  }

  @Override
  public void handle(DescribeTransactionsRequest message, Request request) {
    transactions.submit(
        request,
        error ->
            new DescribeTransactionsResponse()
                .transactionStates(
                    message.transactionalIds().stream()
                        .map(
                            id ->
                                new TransactionState().transactionalId(id).errorCode(error.code()))
                        .toList()),
        (coordinator, to, nowMs, effects) -> coordinator.describe(message, to, nowMs, effects));
  }
}
