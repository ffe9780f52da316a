package dev.klamm.core.metrics;

import dev.klamm.api.metrics.Metric;
import dev.klamm.api.metrics.MetricName;
import dev.klamm.api.runtime.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What one client measures, and shows as Kafka's clients do: of a counter a total and a rate, of a
 * histogram an average and a maximum. Groups are Kafka's, {@code producer-topic-metrics} for
 * example, and every metric has the tag {@code client-id}. Any thread.
 */
public final class ClientMetrics {

  private final String kind;
  private final String clientId;
  private final Clock clock;
  private final Metrics registry = new Metrics();

  /**
   * Begins with none.
   *
   * @param kind what the names of groups begin with: {@code producer}, {@code consumer}, ...
   * @param clock of rates
   */
  public ClientMetrics(String kind, String clientId, Clock clock) {
    this.kind = kind;
    this.clientId = clientId;
    this.clock = clock;
  }

  /** A counter, shown as {@code NAME-total} and {@code NAME-rate}. */
  public Counter counter(String group, String name, String description) {
    return registry.counter(name(group, name, description, Map.of()));
  }

  /** The same for one topic. */
  public Counter counterOf(String topic, String group, String name, String description) {
    return registry.counter(name(group, name, description, Map.of("topic", topic)));
  }

  /** A histogram, shown as {@code NAME-avg} and {@code NAME-max}. */
  public Histogram histogram(String group, String name, String description, double unit) {
    return registry.histogram(name(group, name, description, Map.of()), unit);
  }

  public void gauge(String group, String name, String description, DoubleSupplier value) {
    registry.gauge(name(group, name, description, Map.of()), value);
  }

  /** Has metrics made when they are asked for: values by their names. */
  public void source(Supplier<Map<MetricName, Double>> made) {
    registry.source(
        () ->
            made.get().entrySet().stream()
                .<Instrument>map(each -> new Gauge(each.getKey(), each::getValue))
                .toList());
  }

  /** A name among this client's. */
  public MetricName name(String group, String name, String description, Map<String, String> tags) {
    Map<String, String> all = new TreeMap<>(tags);
    all.put("client-id", clientId);
    return new MetricName(name, kind + "-" + group, description, all);
  }

  /** All that there are now; their values go on changing. */
  public Map<MetricName, Metric> all() {
    Map<MetricName, Metric> all = new LinkedHashMap<>();
    for (Instrument instrument : registry.all()) {
      if (instrument instanceof Counter counter) {
        add(all, counter.name(), "-total", "", () -> counter.count());
        add(all, counter.name(), "-rate", " A second.", () -> counter.perSecond(clock.nanos()));
      } else if (instrument instanceof Histogram histogram) {
        double unit = histogram.unit();
        add(all, histogram.name(), "-avg", " On average.", () -> unit * mean(histogram));
        add(all, histogram.name(), "-max", " At most.", () -> unit * max(histogram));
      } else if (instrument instanceof Gauge gauge) {
        add(all, gauge.name(), "", "", gauge::value);
      }
    }
    return all;
  }

  private static double mean(Histogram histogram) {
    return histogram.distribution().mean();
  }

  private static double max(Histogram histogram) {
    Histogram.Distribution seen = histogram.distribution();
    return seen.count() == 0 ? Double.NaN : seen.max();
  }

  private static void add(
      Map<MetricName, Metric> all, MetricName of, String suffix, String how, DoubleSupplier value) {
    MetricName name =
        new MetricName(of.name() + suffix, of.group(), of.description() + how, of.tags());
    all.put(name, new Value(name, value));
  }

  private record Value(MetricName metricName, DoubleSupplier value) implements Metric {
    @Override
    public Object metricValue() {
      return value.getAsDouble();
    }
  }
}
