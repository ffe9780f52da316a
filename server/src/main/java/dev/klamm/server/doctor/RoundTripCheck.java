package dev.klamm.server.doctor;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.server.terminal.CommandFailure;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does a record come back? In a topic of its own, whose timestamps are the broker's, so that they
 * tell the difference of the clocks as well.
 */
record RoundTripCheck(ConnectionOptions connection) {

  private static final String PRODUCE = "produce";
  private static final String CONSUME = "consume";
  private static final String CLOCK = "clock";
  private static final int RECORDS = 20;
  private static final long LIMIT_MS = 20_000;
  private static final double SLOW_MS = 500;
  private static final long CLOCK_WARN_MS = 1_000;

  void run(Findings findings) {
    String topic = "klamm-doctor-" + UUID.randomUUID();
    try (Admin admin = connection.admin()) {
      NewTopic created =
          new NewTopic(topic, Optional.of(1), Optional.empty())
              .configs(Map.of("message.timestamp.type", "LogAppendTime"));
      Outcome.of(admin.createTopics(List.of(created)).all());
      try {
        produce(topic, findings);
        consume(topic, findings);
      } finally {
        Outcome.of(admin.deleteTopics(List.of(topic)).all());
      }
    } catch (KafkaException | CommandFailure e) {
      findings.fail(
          "round trip",
          "it ends early: " + e.getMessage(),
          "see the broker's log, and whether this client may create and delete topics");
    }
  }

  private void produce(String topic, Findings findings) {
    double[] millis = new double[RECORDS];
    long clockMs = 0;
    try (Producer<byte[], byte[]> producer =
        connection.producer(
            Map.of(
                "delivery.timeout.ms",
                Long.toString(LIMIT_MS),
                "request.timeout.ms",
                Long.toString(LIMIT_MS / 2)))) {
      for (int i = 0; i < RECORDS; i++) {
        byte[] value = ("record " + i).getBytes(StandardCharsets.UTF_8);
        long wall = System.currentTimeMillis();
        long start = System.nanoTime();
        RecordMetadata metadata =
            producer.send(new ProducerRecord<>(topic, value)).get(LIMIT_MS, TimeUnit.MILLISECONDS);
        millis[i] = (System.nanoTime() - start) / 1e6;
        clockMs = metadata.timestamp() - wall - (long) (millis[i] / 2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new CommandFailure("a record is not acknowledged: " + why.getMessage(), why);
    }
    report(PRODUCE, "acknowledged", millis, findings);
    clock(clockMs, findings);
  }

  private void consume(String topic, Findings findings) {
    TopicPartition partition = new TopicPartition(topic, 0);
    long start = System.nanoTime();
    int found = 0;
    try (Consumer<byte[], byte[]> consumer =
        connection.consumer(Map.of("enable.auto.commit", "false"))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (found < RECORDS
          && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(LIMIT_MS)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
          found += record.offset() == found ? 1 : 0;
        }
      }
    }
    double millis = (System.nanoTime() - start) / 1e6;
    if (found == RECORDS) {
      findings.ok(
          CONSUME,
          String.format(
              Locale.ROOT, "all %d records are back, %.1f ms after connecting", found, millis));
    } else {
      findings.fail(
          CONSUME,
          "only " + found + " of " + RECORDS + " records are back after " + LIMIT_MS + " ms",
          "see the broker's log");
    }
  }

  private static void report(String check, String what, double[] millis, Findings findings) {
    Arrays.sort(millis);
    double median = millis[millis.length / 2];
    String finding =
        String.format(
            Locale.ROOT,
            "%d records are %s, in %.1f ms each (slowest %.1f ms)",
            millis.length,
            what,
            median,
            millis[millis.length - 1]);
    if (median < SLOW_MS) {
      findings.ok(check, finding);
    } else {
      findings.warn(
          check,
          finding,
          "that is slow: check the broker's disk (--log-dir there) and the network");
    }
  }

  private static void clock(long differenceMs, Findings findings) {
    String finding =
        Math.abs(differenceMs) <= 1
            ? "the broker's is the same as here"
            : "the broker's is "
                + Math.abs(differenceMs)
                + " ms "
                + (differenceMs > 0 ? "ahead" : "behind");
    if (Math.abs(differenceMs) < CLOCK_WARN_MS) {
      findings.ok(CLOCK, finding);
    } else {
      findings.warn(
          CLOCK,
          finding,
          "set both by NTP: records are kept and found by their timestamps, which clients make");
    }
  }
}
