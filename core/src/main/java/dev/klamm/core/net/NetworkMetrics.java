package dev.klamm.core.net;

import dev.klamm.core.metrics.ClientMetrics;
import dev.klamm.core.metrics.Counter;
import dev.klamm.core.metrics.Histogram;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes over a client's connections. Written on the loop, read by any thread. */
final class NetworkMetrics {

  private static final String GROUP = "metrics";
  private static final double MICROS_IN_MILLIS = 1e-3;

  private final AtomicInteger open = new AtomicInteger();
  private final Counter opened;
  private final Counter closed;
  private final Counter requests;
  private final Counter answers;
  private final Counter bytesOut;
  private final Counter bytesIn;
  private final Histogram latencyMicros;

  NetworkMetrics(ClientMetrics metrics) {
    metrics.gauge(GROUP, "connection-count", "Connections that are open.", open::get);
    opened = metrics.counter(GROUP, "connection-creation", "Connections opened.");
    closed = metrics.counter(GROUP, "connection-close", "Connections closed.");
    requests = metrics.counter(GROUP, "request", "Requests sent.");
    answers = metrics.counter(GROUP, "response", "Answers received.");
    bytesOut = metrics.counter(GROUP, "outgoing-byte", "Bytes sent.");
    bytesIn = metrics.counter(GROUP, "incoming-byte", "Bytes received.");
    latencyMicros =
        metrics.histogram(
            GROUP, "request-latency", "Milliseconds from request to answer.", MICROS_IN_MILLIS);
  }

  void opened() {
    open.incrementAndGet();
    opened.increment();
  }

  void closed() {
    open.decrementAndGet();
    closed.increment();
  }

  void sent(int bytes) {
    requests.increment();
    bytesOut.add(bytes);
  }

  void answered(int bytes, long nanos) {
    answers.increment();
    bytesIn.add(bytes);
    latencyMicros.record(nanos / 1000);
  }
}
