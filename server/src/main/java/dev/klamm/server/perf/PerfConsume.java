package dev.klamm.server.perf;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerRecords;
import dev.klamm.server.terminal.CommandFailure;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures consuming. */
@Command(
    name = "consume",
    mixinStandardHelpOptions = true,
    description = {
      "Consumes a topic from its beginning, and measures how many records a second arrive.",
      "The progress of each second goes to the standard error, the result to the standard output."
    })
final class PerfConsume implements Runnable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Parameters(paramLabel = "TOPIC", description = "from which topic")
  private String topic = "";

  @Option(
      names = {"-n", "--num-records"},
      paramLabel = "N",
      description = "how many (default: ${DEFAULT-VALUE})")
  private long count = 1_000_000;

  @Option(
      names = {"-g", "--group"},
      paramLabel = "group",
      description = "as a member of this group, rather than of all partitions alone")
  private @Nullable String group;

  @Option(
      names = "--timeout-ms",
      paramLabel = "ms",
      description = "gives up when no record came for so long (default: ${DEFAULT-VALUE})")
  private long timeoutMs = 10_000;

  @Option(
      names = "--latency",
      description = "measures the time since each record's timestamp, for records produced now")
  private boolean latency;

  @Option(names = "--from-end", description = "begins at the end, and waits for new records")
  private boolean fromEnd;

  PerfConsume(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Meter meter;
    try (Consumer<byte[], byte[]> consumer = connection.consumer(settings())) {
      begin(consumer);
      meter = new Meter();
      poll(consumer, meter);
    }
    meter.showTotal("consumed", terminal, listing.format());
    if (meter.records() < count) {
      throw new CommandFailure(
          "only "
              + meter.records()
              + " of "
              + count
              + " records came within "
              + timeoutMs
              + " ms of one another");
    }
  }

  private void begin(Consumer<?, ?> consumer) {
    if (group != null) {
      consumer.subscribe(List.of(topic));
      return;
    }
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(all);
    if (fromEnd) {
      consumer.seekToEnd(all);
    } else {
      consumer.seekToBeginning(all);
    }
  }

  private void poll(Consumer<byte[], byte[]> consumer, Meter meter) {
    long lastNanos = System.nanoTime();
    while (meter.records() < count) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      long now = System.nanoTime();
      if (!records.isEmpty()) {
        lastNanos = now;
        count(records, meter);
      } else if (now - lastNanos >= TimeUnit.MILLISECONDS.toNanos(timeoutMs)) {
        return;
      }
      meter.showProgress(terminal);
    }
  }

  private void count(ConsumerRecords<byte[], byte[]> records, Meter meter) {
    long wallMillis = latency ? System.currentTimeMillis() : 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      int size =
          Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
      if (latency) {
        meter.record(size, TimeUnit.MILLISECONDS.toMicros(wallMillis - record.timestamp()));
      } else {
        meter.record(size);
      }
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("allow.auto.create.topics", "false");
    settings.put("auto.offset.reset", fromEnd ? "latest" : "earliest");
    settings.put("max.poll.records", "5000");
    settings.put("default.api.timeout.ms", "20000");
    if (group == null) {
      settings.put("enable.auto.commit", "false");
    } else {
      settings.put("group.id", group);
    }
    return settings;
  }
}
