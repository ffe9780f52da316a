package dev.klamm.api.admin;

import java.util.Map;

/**
 * The outcome of {@link Admin#describeTransactions(java.util.Collection,
 * DescribeTransactionsOptions)}.
 *
 * @since 0.1
 */
public final class DescribeTransactionsResult {
  private final Map<String, KafkaFuture<TransactionDescription>> futures;

  /** For the client, and for tests. */
  public DescribeTransactionsResult(Map<String, KafkaFuture<TransactionDescription>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /**
   * What is known of one id.
   *
   * @throws IllegalArgumentException if it was not asked for
   */
  public KafkaFuture<TransactionDescription> description(String transactionalId) {
    return Requested.in(futures, transactionalId);
  }

  /** All of them, when every one is done; fails with the error of one of them. */
  public KafkaFuture<Map<String, TransactionDescription>> all() {
    return KafkaFuture.allOf(futures);
  }
}
