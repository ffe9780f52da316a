package dev.klamm.server.record;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.metrics.Metric;
import dev.klamm.server.terminal.Terminal;
import java.util.concurrent.TimeUnit;

/**
 * Says when no broker can be reached any more, and when one can again: a consumer goes on trying in
 * silence, since brokers come back, and whoever waits for records would wait in vain.
 */
final class ConnectionWatch {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Consumer<?, ?> consumer;
  private final String servers;
  private final Terminal terminal;
  private long lastSeen = System.nanoTime();
  private boolean lost;

  ConnectionWatch(Consumer<?, ?> consumer, String servers, Terminal terminal) {
    this.consumer = consumer;
    this.servers = servers;
    this.terminal = terminal;
  }

  /** Records came, so somebody is there. */
  void seen() {
    lastSeen = System.nanoTime();
    if (lost) {
      lost = false;
      terminal.err().println("klamm: " + servers + " is back");
    }
  }

  /** No records came; perhaps there is nobody. */
  void look() {
    if (connections() > 0) {
      seen();
    } else if (!lost && System.nanoTime() - lastSeen >= PATIENCE_NANOS) {
      lost = true;
      terminal.err().println("klamm: lost " + servers + ", waiting for it to come back");
    }
  }

  private double connections() {
    for (Metric metric : consumer.metrics().values()) {
      if (metric.metricName().name().equals("connection-count")
          && metric.metricValue() instanceof Double count) {
        return count;
      }
    }
    return 0;
  }
}
