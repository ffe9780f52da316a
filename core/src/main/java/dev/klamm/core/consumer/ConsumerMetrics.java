package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerRecords;
import dev.klamm.api.metrics.MetricName;
import dev.klamm.core.metrics.ClientMetrics;
import dev.klamm.core.metrics.Counter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is fetched and given to the application, and how far behind it is. Any thread may read; what
 * was consumed is written by whoever polls, the rest on the loop.
 */
final class ConsumerMetrics {

  private static final String FETCHES = "fetch-manager-metrics";
  private static final String COORDINATOR = "coordinator-metrics";

  private final ClientMetrics metrics;
  private final Subscriptions subscriptions;
  private final Counter records;
  private final Counter bytes;
  private final Counter fetches;
  private final Counter commits;
  private final Counter rebalances;
  private final Map<String, Counter> byTopic = new ConcurrentHashMap<>();

  ConsumerMetrics(ClientMetrics metrics, Subscriptions subscriptions) {
    this.metrics = metrics;
    this.subscriptions = subscriptions;
    records = metrics.counter(FETCHES, "records-consumed", "Records given to the application.");
    bytes = metrics.counter(FETCHES, "bytes-consumed", "Bytes of batches fetched.");
    fetches = metrics.counter(FETCHES, "fetch", "Fetches answered.");
    commits = metrics.counter(COORDINATOR, "commit", "Commits of offsets asked for.");
    rebalances = metrics.counter(COORDINATOR, "rebalance", "Assignments taken over.");
    metrics.gauge(
        COORDINATOR,
        "assigned-partitions",
        "Partitions of this consumer.",
        () -> subscriptions.locked(() -> (double) subscriptions.states().size()));
    metrics.gauge(FETCHES, "records-lag-max", "The largest lag of a partition.", this::largestLag);
    metrics.source(this::lags);
  }

  void consumed(ConsumerRecords<?, ?> polled) {
    records.add(polled.count());
    for (TopicPartition partition : polled.partitions()) {
      of(partition.topic()).add(polled.records(partition).size());
    }
  }

  private Counter of(String topic) {
    return byTopic.computeIfAbsent(
        topic,
        name ->
            metrics.counterOf(
                name, FETCHES, "records-consumed", "Records given to the application."));
  }

  void fetched() {
    fetches.increment();
  }

  void took(int sizeInBytes) {
    bytes.add(sizeInBytes);
  }

  void committing() {
    commits.increment();
  }

  void assigned() {
    rebalances.increment();
  }

  private double largestLag() {
    return lags().values().stream().mapToDouble(lag -> lag).max().orElse(Double.NaN);
  }

  /** Records behind the end, for each partition of which both places are known. */
  private Map<MetricName, Double> lags() {
    Map<MetricName, Double> lags = new HashMap<>();
    subscriptions.run(
        () -> {
          for (PartitionState state : subscriptions.states()) {
            if (state.highWatermark >= 0 && state.position >= 0) {
              lags.put(name(state.partition), (double) (state.highWatermark - state.position));
            }
          }
        });
    return lags;
  }

  private MetricName name(TopicPartition partition) {
    return metrics.name(
        FETCHES,
        "records-lag",
        "Records between the position and the end.",
        Map.of("topic", partition.topic(), "partition", String.valueOf(partition.partition())));
  }
}
