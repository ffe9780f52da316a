package dev.klamm.core.broker;

import dev.klamm.api.metrics.MetricName;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.metrics.BrokerMetrics;
import dev.klamm.core.broker.session.Sessions;
import dev.klamm.core.log.Partition;
import dev.klamm.core.metrics.Gauge;
import dev.klamm.core.metrics.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is looked up of a broker when it is asked for. */
final class BrokerGauges {

  private static final String REPLICAS = "kafka.server:type=ReplicaManager";
  private static final String CONTROLLER = "kafka.controller:type=KafkaController";
  private static final String LOG = "kafka.log:type=Log";

  private final TopicCatalog catalog;

  private BrokerGauges(TopicCatalog catalog) {
    this.catalog = catalog;
  }

  static void add(BrokerMetrics metrics, TopicCatalog catalog, Sessions sessions) {
    BrokerGauges gauges = new BrokerGauges(catalog);
    metrics.gauge(REPLICAS, "PartitionCount", "Partitions of this broker.", gauges::partitions);
    metrics.gauge(REPLICAS, "LeaderCount", "Partitions that it leads.", gauges::partitions);
    metrics.gauge(REPLICAS, "UnderReplicatedPartitions", "None, as there is one replica.", () -> 0);
    metrics.gauge(CONTROLLER, "GlobalTopicCount", "Topics.", () -> catalog.image().topics().size());
    metrics.gauge(CONTROLLER, "GlobalPartitionCount", "Partitions.", gauges::partitions);
    metrics.gauge(CONTROLLER, "OfflinePartitionsCount", "None while the broker runs.", () -> 0);
    metrics.gauge(CONTROLLER, "ActiveControllerCount", "This broker.", () -> 1);
    metrics.gauge(
        "kafka.server:type=socket-server-metrics",
        "connection-count",
        "Connections that are open.",
        sessions::count);
    metrics.registry().source(gauges::logs);
  }

  private double partitions() {
    return catalog.image().topics().stream().mapToInt(topic -> topic.partitions().size()).sum();
  }

  /** Of each partition its size, start and end. */
  private List<Instrument> logs() {
    List<Instrument> logs = new ArrayList<>();
    for (Topic topic : catalog.image().topics()) {
      for (Partition partition : topic.partitions()) {
        Map<String, String> tags =
            Map.of(
                "topic", topic.name(), "partition", String.valueOf(partition.name().partition()));
        logs.add(new Gauge(name("Size", "Bytes of the log.", tags), partition.log()::sizeInBytes));
        logs.add(
            new Gauge(name("LogStartOffset", "The first offset.", tags), partition::startOffset));
        logs.add(
            new Gauge(name("LogEndOffset", "The next offset.", tags), partition.log()::endOffset));
      }
    }
    return logs;
  }

  private static MetricName name(String name, String description, Map<String, String> tags) {
    return new MetricName(name, LOG, description, tags);
  }
}
