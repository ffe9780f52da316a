package dev.klamm.core.metrics;

import dev.klamm.api.metrics.MetricName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The instruments of one broker or one client, by name. Any thread. Those who work with an
 * instrument keep it: to look it up is for those who make and read them.
 */
public final class Metrics {

  private final ConcurrentMap<MetricName, Instrument> instruments = new ConcurrentHashMap<>();
  private final List<Supplier<List<Instrument>>> sources = new CopyOnWriteArrayList<>();

  /** The counter of this name, made when it is not there yet. */
  public Counter counter(MetricName name) {
    return (Counter) instruments.computeIfAbsent(name, Counter::new);
  }

  /**
   * The histogram of this name, made when it is not there yet.
   *
   * @param unit what a recorded value is multiplied by to be shown, such as 0.001 for microseconds
   *     that are shown as milliseconds
   */
  public Histogram histogram(MetricName name, double unit) {
    return (Histogram) instruments.computeIfAbsent(name, made -> new Histogram(made, unit));
  }

  /** Has a value looked up under a name, in place of one of the same name. */
  public void gauge(MetricName name, DoubleSupplier value) {
    instruments.put(name, new Gauge(name, value));
  }

  /** Has instruments made when they are asked for: many that few look at. */
  public void source(Supplier<List<Instrument>> made) {
    sources.add(made);
  }

  /** What it is about is gone. */
  public void remove(MetricName name) {
    instruments.remove(name);
  }

  /** All that are there now, without order. */
  public List<Instrument> all() {
    List<Instrument> all = new ArrayList<>(instruments.values());
    sources.forEach(source -> all.addAll(source.get()));
    return all;
  }
}
