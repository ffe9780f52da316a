package dev.klamm.core.producer;

import dev.klamm.core.metrics.ClientMetrics;
import dev.klamm.core.metrics.Counter;
import dev.klamm.core.metrics.Histogram;
import java.util.HashMap;
import java.util.Map;

/** What becomes of batches. Written on the loop, read by any thread. */
final class ProducerMetrics {

  private static final String ALL = "metrics";
  private static final String BY_TOPIC = "topic-metrics";
  private static final double MICROS_IN_MILLIS = 1e-3;

  private final ClientMetrics metrics;
  private final Traffic all;
  private final Counter exhausted;
  private final Histogram batchBytes;
  private final Histogram recordsPerBatch;
  private final Histogram queuedMicros;
  private final Map<String, Traffic> topics = new HashMap<>();

  ProducerMetrics(ClientMetrics metrics, BufferPool pool) {
    this.metrics = metrics;
    all =
        new Traffic(
            metrics.counter(ALL, "record-send", "Records acknowledged."),
            metrics.counter(ALL, "byte", "Bytes of batches acknowledged."),
            metrics.counter(ALL, "record-error", "Records given up."),
            metrics.counter(ALL, "record-retry", "Records sent again."));
    exhausted =
        metrics.counter(
            ALL, "buffer-exhausted", "Records that failed or were dropped for want of memory.");
    batchBytes = metrics.histogram(ALL, "batch-size", "Bytes of a batch as it is sent.", 1);
    recordsPerBatch = metrics.histogram(ALL, "records-per-batch", "Records of a batch.", 1);
    queuedMicros =
        metrics.histogram(
            ALL,
            "record-queue-time",
            "Milliseconds from a batch's first record until it is sent first.",
            MICROS_IN_MILLIS);
    metrics.gauge(ALL, "buffer-total-bytes", "Memory for records.", pool::total);
    metrics.gauge(ALL, "buffer-available-bytes", "Memory that is not in use.", pool::available);
  }

  void sending(ProducerBatch batch, long nowNanos) {
    batchBytes.record(batch.sizeInBytes());
    recordsPerBatch.record(batch.count());
    queuedMicros.record((nowNanos - batch.createdNanos) / 1000);
  }

  void sendingAgain(ProducerBatch batch) {
    all.retries.add(batch.count());
    of(batch).retries.add(batch.count());
  }

  void exhausted(int records) {
    exhausted.add(records);
  }

  void succeeded(ProducerBatch batch) {
    all.succeeded(batch);
    of(batch).succeeded(batch);
  }

  void failed(ProducerBatch batch) {
    all.errors.add(batch.count());
    of(batch).errors.add(batch.count());
  }

  private Traffic of(ProducerBatch batch) {
    return topics.computeIfAbsent(
        batch.partition.topic(),
        topic ->
            new Traffic(
                metrics.counterOf(topic, BY_TOPIC, "record-send", "Records acknowledged."),
                metrics.counterOf(topic, BY_TOPIC, "byte", "Bytes of batches acknowledged."),
                metrics.counterOf(topic, BY_TOPIC, "record-error", "Records given up."),
                metrics.counterOf(topic, BY_TOPIC, "record-retry", "Records sent again.")));
  }

  private record Traffic(Counter records, Counter bytes, Counter errors, Counter retries) {
    void succeeded(ProducerBatch batch) {
      records.add(batch.count());
      bytes.add(batch.sizeInBytes());
    }
  }
}
