package dev.klamm.api.admin;

import java.util.Map;

/**
 * The outcome of {@link Admin#describeClassicGroups(java.util.Collection,
 * DescribeClassicGroupsOptions)}.
 *
 * @since 0.1
 */
public final class DescribeClassicGroupsResult {
  private final Map<String, KafkaFuture<ClassicGroupDescription>> futures;

  /** For the client, and for tests. */
  public DescribeClassicGroupsResult(Map<String, KafkaFuture<ClassicGroupDescription>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /** Each group by its id. */
  public Map<String, KafkaFuture<ClassicGroupDescription>> describedGroups() {
    return futures;
  }

  /** All of them, when every one is done; fails with the error of one of them. */
  public KafkaFuture<Map<String, ClassicGroupDescription>> all() {
    return KafkaFuture.allOf(futures);
  }
}
