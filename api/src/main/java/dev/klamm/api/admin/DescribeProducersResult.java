package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;
import java.util.List;
import java.util.Map;

/**
 * The outcome of {@link Admin#describeProducers(java.util.Collection, DescribeProducersOptions)}.
 *
 * @since 0.1
 */
public final class DescribeProducersResult {
  private final Map<TopicPartition, KafkaFuture<PartitionProducerState>> futures;

  /**
   * The producers of a partition.
   *
   * @param activeProducers those that wrote to it and are not forgotten yet
   * @since 0.1
   */
  public record PartitionProducerState(List<ProducerState> activeProducers) {
    public PartitionProducerState {
      activeProducers = List.copyOf(activeProducers);
    }
  }

  /** For the client, and for tests. */
  public DescribeProducersResult(Map<TopicPartition, KafkaFuture<PartitionProducerState>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /**
   * The producers of one partition.
   *
   * @throws IllegalArgumentException if it was not asked for
   */
  public KafkaFuture<PartitionProducerState> partitionResult(TopicPartition partition) {
    return Requested.in(futures, partition);
  }

  /** All of them, when every one is done; fails with the error of one of them. */
  public KafkaFuture<Map<TopicPartition, PartitionProducerState>> all() {
    return KafkaFuture.allOf(futures);
  }
}
