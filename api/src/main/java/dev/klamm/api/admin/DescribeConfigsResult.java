package dev.klamm.api.admin;

import java.util.Map;

/**
 * The outcome of {@link Admin#describeConfigs(java.util.Collection, DescribeConfigsOptions)}.
 *
 * @since 0.1
 */
public final class DescribeConfigsResult {
  private final Map<ConfigResource, KafkaFuture<Config>> futures;

  /** For the client, and for tests. */
  public DescribeConfigsResult(Map<ConfigResource, KafkaFuture<Config>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /** The configs of each resource. */
  public Map<ConfigResource, KafkaFuture<Config>> values() {
    return futures;
  }

  /** All of them, when every one is done; fails with the error of one of them. */
  public KafkaFuture<Map<ConfigResource, Config>> all() {
    return KafkaFuture.allOf(futures);
  }
}
