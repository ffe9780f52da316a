package dev.klamm.core.broker.metrics;

import dev.klamm.api.metrics.MetricName;
import dev.klamm.core.metrics.Metrics;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** All that one broker measures. Any thread. */
public final class BrokerMetrics {

  private final Metrics registry = new Metrics();
  private final RequestMetrics requests = new RequestMetrics(registry);
  private final TopicMetrics topics = new TopicMetrics(registry);
  private final WaitingFetches waitingFetches = new WaitingFetches();

  public BrokerMetrics() {
    gauge(
        "kafka.server:type=DelayedOperationPurgatory",
        "PurgatorySize",
        "Fetches that wait for records.",
        Map.of("delayedOperation", "Fetch"),
        waitingFetches::count);
  }

  /** Every metric by name, for those who show them. */
  public Metrics registry() {
    return registry;
  }

  public RequestMetrics requests() {
    return requests;
  }

  public TopicMetrics topics() {
    return topics;
  }

  public WaitingFetches waitingFetches() {
    return waitingFetches;
  }

  /** Has a value of the broker's looked up. */
  public void gauge(String group, String name, String description, DoubleSupplier value) {
    gauge(group, name, description, Map.of(), value);
  }

  private void gauge(
      String group,
      String name,
      String description,
      Map<String, String> tags,
      DoubleSupplier value) {
    registry.gauge(new MetricName(name, group, description, tags), value);
  }
}
