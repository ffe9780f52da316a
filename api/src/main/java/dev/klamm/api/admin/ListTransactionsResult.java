package dev.klamm.api.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#listTransactions(ListTransactionsOptions)}.
 *
 * @since 0.1
 */
public final class ListTransactionsResult {
  private final KafkaFuture<Map<Integer, KafkaFuture<Collection<TransactionListing>>>> byBroker;

  /** For the client, and for tests. */
  public ListTransactionsResult(
      KafkaFuture<Map<Integer, KafkaFuture<Collection<TransactionListing>>>> byBroker) {
    this.byBroker = byBroker;
  }

  /** The ids of all brokers; fails if any broker could not be asked. */
  public KafkaFuture<Collection<TransactionListing>> all() {
    return allByBrokerId()
        .thenApply(
            found -> {
              List<TransactionListing> all = new ArrayList<>();
              found.values().forEach(all::addAll);
              return all;
            });
  }

  /** What each broker coordinates, by its id, as soon as the brokers are known. */
  public KafkaFuture<Map<Integer, KafkaFuture<Collection<TransactionListing>>>> byBrokerId() {
    return byBroker;
  }

  /** What each broker coordinates, by its id; fails if any broker could not be asked. */
  public KafkaFuture<Map<Integer, Collection<TransactionListing>>> allByBrokerId() {
    KafkaFuture<Map<Integer, Collection<TransactionListing>>> all = new KafkaFuture<>();
    byBroker.whenComplete((brokers, error) -> collect(brokers, error, all));
    return all;
  }

  private static void collect(
      @Nullable Map<Integer, KafkaFuture<Collection<TransactionListing>>> brokers,
      @Nullable Throwable error,
      KafkaFuture<Map<Integer, Collection<TransactionListing>>> all) {
    if (brokers == null) {
      all.completeExceptionally(error == null ? new IllegalStateException("no brokers") : error);
      return;
    }
    KafkaFuture.allOf(brokers)
        .whenComplete(
            (found, failure) -> {
              if (failure != null) {
                all.completeExceptionally(failure);
              } else {
                all.complete(found);
              }
            });
  }
}
