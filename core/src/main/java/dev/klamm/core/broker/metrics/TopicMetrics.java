package dev.klamm.core.broker.metrics;

import dev.klamm.api.metrics.MetricName;
import dev.klamm.core.metrics.Counter;
import dev.klamm.core.metrics.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Records in and out, of each topic and of all together. Any thread. */
public final class TopicMetrics {

  private static final String GROUP = "kafka.server:type=BrokerTopicMetrics";

  private final Metrics registry;
  private final Traffic all;
  private final ConcurrentMap<String, Traffic> topics = new ConcurrentHashMap<>();

  TopicMetrics(Metrics registry) {
    this.registry = registry;
    this.all = new Traffic(Map.of());
  }

  /** A batch was taken. */
  public void produced(String topic, long records, long bytes) {
    Traffic own = of(topic);
    own.messagesIn.add(records);
    own.bytesIn.add(bytes);
    all.messagesIn.add(records);
    all.bytesIn.add(bytes);
  }

  /** A partition's part of a produce request was refused. */
  public void refused(String topic) {
    of(topic).failedProduces.increment();
    all.failedProduces.increment();
  }

  /** Records went out. */
  public void fetched(String topic, long bytes) {
    of(topic).bytesOut.add(bytes);
    all.bytesOut.add(bytes);
  }

  /** A partition's part of a fetch was answered with an error. */
  public void fetchFailed() {
    all.failedFetches.increment();
  }

  /** The topic is gone, and its metrics with it; what all topics had together stays. */
  public void remove(String topic) {
    Traffic removed = topics.remove(topic);
    if (removed != null) {
      removed.remove();
    }
  }

  private Traffic of(String topic) {
    Traffic known = topics.get(topic);
    return known != null
        ? known
        : topics.computeIfAbsent(topic, name -> new Traffic(Map.of("topic", name)));
  }

  private final class Traffic {
    private final Map<String, String> tags;
    private final Counter messagesIn;
    private final Counter bytesIn;
    private final Counter bytesOut;
    private final Counter failedProduces;
    private final Counter failedFetches;

    Traffic(Map<String, String> tags) {
      this.tags = tags;
      messagesIn = counter("MessagesInPerSec", "Records taken.");
      bytesIn = counter("BytesInPerSec", "Bytes of records taken, as they came.");
      bytesOut = counter("BytesOutPerSec", "Bytes of records given out.");
      failedProduces = counter("FailedProduceRequestsPerSec", "Batches refused.");
      failedFetches = counter("FailedFetchRequestsPerSec", "Partitions not given out.");
    }

    private Counter counter(String name, String description) {
      return registry.counter(new MetricName(name, GROUP, description, tags));
    }

    void remove() {
      for (Counter each :
          new Counter[] {messagesIn, bytesIn, bytesOut, failedProduces, failedFetches}) {
        registry.remove(each.name());
      }
    }
  }
}
