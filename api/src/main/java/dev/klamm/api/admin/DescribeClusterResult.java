package dev.klamm.api.admin;

import dev.klamm.api.cluster.Node;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#describeCluster(DescribeClusterOptions)}.
 *
 * @since 0.1
 */
public final class DescribeClusterResult {
  private final KafkaFuture<Collection<Node>> nodes;
  private final KafkaFuture<@Nullable Node> controller;
  private final KafkaFuture<String> clusterId;

  /** For the client, and for tests. */
  public DescribeClusterResult(
      KafkaFuture<Collection<Node>> nodes,
      KafkaFuture<@Nullable Node> controller,
      KafkaFuture<String> clusterId) {
    this.nodes = nodes;
    this.controller = controller;
    this.clusterId = clusterId;
  }

  /** The brokers. */
  public KafkaFuture<Collection<Node>> nodes() {
    return nodes;
  }

  /**
   * The broker that requests for the whole cluster go to, or null if there is none at the moment.
   */
  public KafkaFuture<@Nullable Node> controller() {
    return controller;
  }

  public KafkaFuture<String> clusterId() {
    return clusterId;
  }
}
