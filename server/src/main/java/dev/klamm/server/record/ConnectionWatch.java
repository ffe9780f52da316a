package dev.klamm.server.record;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.metrics.Metric;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Says when no broker can be reached any more, and when one can again: a consumer goes on trying in
 * silence, since brokers come back, and whoever waits for records would wait in vain.
 */
final class ConnectionWatch {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final DoubleSupplier connections;
  private final LongSupplier nanos;
  private final String servers;
  private final PrintStream err;
  private long lastSeen;
  private boolean lost;

  ConnectionWatch(DoubleSupplier connections, LongSupplier nanos, String servers, PrintStream err) {
    this.connections = connections;
    this.nanos = nanos;
    this.servers = servers;
    this.err = err;
    this.lastSeen = nanos.getAsLong();
  }

  /** Watches a consumer's connections. */
  static ConnectionWatch of(Consumer<?, ?> consumer, String servers, PrintStream err) {
    return new ConnectionWatch(() -> connections(consumer), System::nanoTime, servers, err);
  }

  /** Records came, so somebody is there. */
  void seen() {
    lastSeen = nanos.getAsLong();
    if (lost) {
      lost = false;
      err.println("klamm: " + servers + " is back");
    }
  }

  /** No records came; perhaps there is nobody. */
  void look() {
    if (connections.getAsDouble() > 0) {
      seen();
    } else if (!lost && nanos.getAsLong() - lastSeen >= PATIENCE_NANOS) {
      lost = true;
      err.println("klamm: lost " + servers + ", waiting for it to come back");
    }
  }

  private static double connections(Consumer<?, ?> consumer) {
    for (Metric metric : consumer.metrics().values()) {
      if (metric.metricName().name().equals("connection-count")
          && metric.metricValue() instanceof Double count) {
        return count;
      }
    }
    return 0;
  }
}
