package dev.klamm.server.perf;

import dev.klamm.server.terminal.Json;
import dev.klamm.server.terminal.OutputFormat;
import dev.klamm.server.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Counts records and their latencies, shows the last second on the way and all of it in the end.
 *
 * <p>One thread records, and one, which may be another, reports.
 */
final class Meter {

  private static final double BYTES_PER_MB = 1_000_000;
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(10);
  private static final int DIGITS = 3;
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SingleWriterRecorder recorder = new SingleWriterRecorder(HIGHEST_MICROS, DIGITS);
  private final Histogram total = new Histogram(HIGHEST_MICROS, DIGITS);
  private final long startNanos = System.nanoTime();
  private volatile long records;
  private volatile long bytes;
  private @Nullable Histogram last;
  private long lastNanos = startNanos;
  private long lastRecords;
  private long lastBytes;
  private long endNanos;

  /** Counts a record; called by the recording thread only. */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // there is one writer
  void record(int size) {
    records++;
    bytes += size;
    endNanos = System.nanoTime();
  }

  /** Counts a record and how long it took; called by the recording thread only. */
  void record(int size, long micros) {
    record(size);
    recorder.recordValue(Math.max(0, Math.min(HIGHEST_MICROS, micros)));
  }

  long records() {
    return records;
  }

  /** Shows what happened since the last time, at most once a second. */
  void showProgress(Terminal terminal) {
    long now = System.nanoTime();
    if (now - lastNanos < REPORT_NANOS) {
      return;
    }
    double seconds = (now - lastNanos) / 1e9;
    Histogram recent = recorder.getIntervalHistogram(last);
    last = recent;
    total.add(recent);
    terminal
        .err()
        .println(
            String.format(
                Locale.ROOT,
                "%,d records, %,.0f records/s, %.1f MB/s%s",
                records,
                (records - lastRecords) / seconds,
                (bytes - lastBytes) / seconds / BYTES_PER_MB,
                latencies(recent)));
    lastNanos = now;
    lastRecords = records;
    lastBytes = bytes;
  }

  /** Shows all that happened; called when nothing is recorded any more. */
  void showTotal(String what, Terminal terminal, OutputFormat format) {
    total.add(recorder.getIntervalHistogram(last));
    double seconds = Math.max(1, endNanos - startNanos) / 1e9;
    switch (format) {
      case TEXT ->
          terminal.println(
              String.format(
                  Locale.ROOT,
                  "%s %,d records (%.1f MB) in %.2f s: %,.0f records/s, %.1f MB/s%s",
                  what,
                  records,
                  bytes / BYTES_PER_MB,
                  seconds,
                  records / seconds,
                  bytes / seconds / BYTES_PER_MB,
                  latencies(total)));
      case JSON -> Json.print(terminal, object(seconds));
    }
  }

  private static String latencies(Histogram histogram) {
    return histogram.getTotalCount() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", latency ms: p50 %.2f p95 %.2f p99 %.2f p99.9 %.2f max %.2f",
            millis(histogram, 50),
            millis(histogram, 95),
            millis(histogram, 99),
            millis(histogram, 99.9),
            histogram.getMaxValue() / 1000.0);
  }

  private Map<String, @Nullable Object> object(double seconds) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("records", records);
    object.put("bytes", bytes);
    object.put("seconds", seconds);
    object.put("recordsPerSecond", records / seconds);
    object.put("bytesPerSecond", bytes / seconds);
    if (total.getTotalCount() > 0) {
      Map<String, @Nullable Object> latency = new LinkedHashMap<>();
      latency.put("p50", millis(total, 50));
      latency.put("p95", millis(total, 95));
      latency.put("p99", millis(total, 99));
      latency.put("p99.9", millis(total, 99.9));
      latency.put("max", total.getMaxValue() / 1000.0);
      object.put("latencyMs", latency);
    }
    return object;
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1000.0;
  }
}
