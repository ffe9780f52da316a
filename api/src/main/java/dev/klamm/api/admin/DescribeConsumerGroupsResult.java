package dev.klamm.api.admin;

import java.util.Map;

/**
 * The outcome of {@link Admin#describeConsumerGroups(java.util.Collection,
 * DescribeConsumerGroupsOptions)}.
 *
 * @since 0.1
 */
public final class DescribeConsumerGroupsResult {
  private final Map<String, KafkaFuture<ConsumerGroupDescription>> futures;

  /** For the client, and for tests. */
  public DescribeConsumerGroupsResult(Map<String, KafkaFuture<ConsumerGroupDescription>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /** Each group by its id. */
  public Map<String, KafkaFuture<ConsumerGroupDescription>> describedGroups() {
    return futures;
  }

  /** All of them, when every one is done; fails with the error of one of them. */
  public KafkaFuture<Map<String, ConsumerGroupDescription>> all() {
    return KafkaFuture.allOf(futures);
  }
}
