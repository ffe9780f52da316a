package dev.klamm.api.admin;

import java.util.Map;

/**
 * The outcome of {@link Admin#describeLogDirs(java.util.Collection, DescribeLogDirsOptions)}.
 *
 * @since 0.1
 */
public final class DescribeLogDirsResult {
  private final Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> futures;

  /** For the client, and for tests. */
  public DescribeLogDirsResult(Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /** The log directories of each broker, by broker id and path. */
  public Map<Integer, KafkaFuture<Map<String, LogDirDescription>>> descriptions() {
    return futures;
  }

  /** All of them, when every one is done; fails with the error of one of them. */
  public KafkaFuture<Map<Integer, Map<String, LogDirDescription>>> allDescriptions() {
    return KafkaFuture.allOf(futures);
  }
}
