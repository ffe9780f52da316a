package dev.klamm.server;

import dev.klamm.api.metrics.MetricName;
import dev.klamm.core.metrics.Counter;
import dev.klamm.core.metrics.Gauge;
import dev.klamm.core.metrics.Histogram;
import dev.klamm.core.metrics.Instrument;
import dev.klamm.core.metrics.Metrics;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a broker's metrics as beans, under the names and with the attributes that Kafka's have:
 * {@code kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec,topic=orders} with {@code
 * Count} and {@code OneMinuteRate}. What comes and goes, such as topics, is looked for every few
 * seconds.
 *
 * <p>Only where the JVM was told to open JMX, as beans cost memory and a little time.
 */
final class JmxMetrics implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(JmxMetrics.class);
  private static final String SWITCH = "com.sun.management.jmxremote";
  private static final long LOOK_MS = 5_000;

  private final Metrics metrics;
  private final MBeanServer server;
  private final Map<MetricName, ObjectName> shown = new HashMap<>();

  private JmxMetrics(Metrics metrics, MBeanServer server) {
    this.metrics = metrics;
    this.server = server;
  }

  /** Begins, if the JVM has JMX open. */
  static void startIfWanted(Metrics metrics) {
    boolean wanted =
        System.getProperties().stringPropertyNames().stream()
            .anyMatch(name -> name.equals(SWITCH) || name.startsWith(SWITCH + "."));
    if (wanted) {
      start(metrics);
    }
  }

  /** Begins, on a thread of its own that ends with the process. */
  static JmxMetrics start(Metrics metrics) {
    JmxMetrics beans = new JmxMetrics(metrics, ManagementFactory.getPlatformMBeanServer());
    beans.look();
    Thread looking = new Thread(beans, "klamm-jmx");
    looking.setDaemon(true);
    looking.start();
    return beans;
  }

  @Override
  public void run() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Adds beans for what is new, and takes away those of what is gone. */
  synchronized void look() {
    Set<MetricName> there = new HashSet<>();
    for (Instrument instrument : metrics.all()) {
      there.add(instrument.name());
      if (!shown.containsKey(instrument.name())) {
        show(instrument);
      }
    }
    shown.entrySet().removeIf(bean -> !there.contains(bean.getKey()) && hide(bean.getValue()));
  }

  private void show(Instrument instrument) {
    try {
      ObjectName name = objectName(instrument.name());
      server.registerMBean(
          new MetricBean(instrument.name().description(), attributes(instrument)), name);
      shown.put(instrument.name(), name);
    } catch (JMException e) {
      LOG.warn("No bean for the metric {}: {}", instrument.name(), e.toString());
    }
  }

  private boolean hide(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (JMException e) {
      LOG.debug("The bean {} was gone already", name, e);
    }
    return true;
  }

  static ObjectName objectName(MetricName name) throws JMException {
    StringBuilder text = new StringBuilder(name.group()).append(",name=").append(name.name());
    name.tags().forEach((tag, value) -> text.append(',').append(tag).append('=').append(value));
    return new ObjectName(text.toString());
  }

  private static Map<String, Supplier<Object>> attributes(Instrument instrument) {
    Map<String, Supplier<Object>> attributes = new LinkedHashMap<>();
    if (instrument instanceof Counter counter) {
      attributes.put("Count", counter::count);
      attributes.put("OneMinuteRate", () -> counter.perSecond(System.nanoTime()));
    } else if (instrument instanceof Gauge gauge) {
      attributes.put("Value", gauge::value);
    } else if (instrument instanceof Histogram histogram) {
      double unit = histogram.unit();
      attributes.put("Count", () -> histogram.distribution().count());
      attributes.put("Mean", () -> unit * histogram.distribution().mean());
      attributes.put("Max", () -> unit * histogram.distribution().max());
      Map.of("50", 0.5, "75", 0.75, "95", 0.95, "98", 0.98, "99", 0.99, "999", 0.999)
          .forEach(
              (percent, part) ->
                  attributes.put(
                      percent + "thPercentile",
                      () -> unit * histogram.distribution().quantile(part)));
    }
    return attributes;
  }
}
