package dev.klamm.core.admin;

import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.admin.ListTransactionsOptions;
import dev.klamm.api.admin.ListTransactionsResult;
import dev.klamm.api.admin.TransactionListing;
import java.util.Collection;
import java.util.Map;

/** Asks the cluster for its brokers, then each broker for the transactional ids it coordinates. */
final class TransactionLister {
  private final AdminCalls calls;

  TransactionLister(AdminCalls calls) {
    this.calls = calls;
  }

  ListTransactionsResult list(ListTransactionsOptions options) {
    KafkaFuture<Map<Integer, KafkaFuture<Collection<TransactionListing>>>> byBroker =
        new KafkaFuture<>();
    calls
        .startOne(new DescribeCluster(false), DescribeCluster.CLUSTER, options)
        .whenComplete(
            (cluster, error) -> {
              if (error != null) {
                byBroker.completeExceptionally(error);
              } else {
                byBroker.complete(
                    calls.start(
                        new ListTransactions(calls.client(), options),
                        cluster.nodes().keySet(),
                        options));
              }
            });
    return new ListTransactionsResult(byBroker);
  }
}
