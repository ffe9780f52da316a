package dev.klamm.server.perf;

import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.server.terminal.CommandFailure;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures producing. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    description = {
      "Produces random letters, and measures how many records a second are acknowledged and how long each takes.",
      "The progress of each second goes to the standard error, the result to the standard output."
    })
final class PerfProduce implements Runnable {

  private static final int PAYLOADS = 64;
  private static final int RECORDS_PER_LOOK = 64;
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Terminal terminal;
  private final AtomicLong failed = new AtomicLong();
  private final AtomicReference<@Nullable Exception> firstFailure = new AtomicReference<>();

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Parameters(paramLabel = "TOPIC", description = "to which topic")
  private String topic = "";

  @Option(
      names = {"-n", "--num-records"},
      paramLabel = "N",
      description = "how many (default: ${DEFAULT-VALUE})")
  private long count = 1_000_000;

  @Option(
      names = "--record-size",
      paramLabel = "bytes",
      description = "how large each value is (default: ${DEFAULT-VALUE})")
  private int recordSize = 100;

  @Option(
      names = "--throughput",
      paramLabel = "N",
      description = "at most so many records a second (default: as many as possible)")
  private long throughput = -1;

  @Option(names = "--acks", paramLabel = "N", description = "0, 1 or all")
  private @Nullable String acks;

  @Option(names = "--linger-ms", paramLabel = "ms", description = "how long batches wait for more")
  private @Nullable Integer lingerMs;

  @Option(names = "--batch-size", paramLabel = "bytes", description = "how large batches get")
  private @Nullable Integer batchSize;

  @Option(
      names = {"-z", "--compression"},
      paramLabel = "codec",
      description = "none, gzip, snappy, lz4 or zstd")
  private @Nullable String compression;

  PerfProduce(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (recordSize < 0 || count < 1) {
      throw new IllegalArgumentException(
          "--record-size is "
              + recordSize
              + " and --num-records "
              + count
              + ", but must be at least 0 and 1");
    }
    byte[][] payloads = payloads();
    Meter meter;
    try (Producer<byte[], byte[]> producer = connection.producer(settings())) {
      producer.partitionsFor(topic);
      meter = new Meter();
      send(producer, payloads, meter);
      producer.flush();
    }
    meter.showTotal("produced", terminal, listing.format());
    if (failed.get() > 0) {
      Exception first = firstFailure.get();
      throw new CommandFailure(failed.get() + " records were not produced", first);
    }
  }

  private void send(Producer<byte[], byte[]> producer, byte[][] payloads, Meter meter) {
    long start = System.nanoTime();
    for (long sent = 0; sent < count; sent++) {
      if (throughput > 0) {
        waitUntil(start + (long) ((double) sent / throughput * NANOS_PER_SECOND), meter);
      }
      byte[] payload = payloads[(int) (sent % PAYLOADS)];
      long begun = System.nanoTime();
      producer.send(
          new ProducerRecord<>(topic, payload),
          (metadata, failure) -> onDone(meter, begun, failure));
      if (sent % RECORDS_PER_LOOK == 0) {
        meter.showProgress(terminal);
      }
    }
  }

  private void onDone(Meter meter, long begun, @Nullable Exception failure) {
    if (failure == null) {
      meter.record(recordSize, (System.nanoTime() - begun) / 1000);
    } else {
      firstFailure.compareAndSet(null, failure);
      failed.incrementAndGet();
    }
  }

  private void waitUntil(long nanos, Meter meter) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      meter.showProgress(terminal);
      LockSupport.parkNanos(Math.min(left, NANOS_PER_SECOND / 10));
    }
  }

  private byte[][] payloads() {
    SplittableRandom random = new SplittableRandom(0);
    byte[][] payloads = new byte[PAYLOADS][recordSize];
    for (byte[] payload : payloads) {
      for (int i = 0; i < payload.length; i++) {
        payload[i] = (byte) random.nextInt('A', 'Z' + 1);
      }
    }
    return payloads;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("klamm.producer.buffer.full", "wait");
    put(settings, "acks", acks);
    put(settings, "linger.ms", lingerMs);
    put(settings, "batch.size", batchSize);
    put(settings, "compression.type", compression);
    if (acks != null && !acks.equals("all") && !acks.equals("-1")) {
      settings.put("enable.idempotence", "false");
    }
    return settings;
  }

  private static void put(Map<String, String> settings, String key, @Nullable Object value) {
    if (value != null) {
      settings.put(key, value.toString());
    }
  }
}
