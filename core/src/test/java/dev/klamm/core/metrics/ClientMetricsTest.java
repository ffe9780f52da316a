package dev.klamm.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.metrics.Metric;
import dev.klamm.api.metrics.MetricName;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.embedded.EmbeddedKlamm;
import dev.klamm.core.embedded.Klamm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients show what they did, under Kafka's names. */
final class ClientMetricsTest {

  private final EmbeddedKlamm klamm = Klamm.embedded();

  @AfterEach
  void stop() {
    klamm.close();
  }

  @Test
  void aProducerCountsWhatWasAcknowledged() throws Exception {
    try (Producer<String, String> producer = klamm.producer(Serdes.String(), Serdes.String())) {
      for (int i = 0; i < 5; i++) {
        producer.send(new ProducerRecord<>("orders", "k", "v")).get();
      }
      producer.send(new ProducerRecord<>("bills", "k", "v")).get();
      assertThat(value(producer.metrics(), "producer-metrics", "record-send-total", Map.of()))
          .isEqualTo(6);
      Map<String, String> orders = Map.of("topic", "orders");
      assertThat(value(producer.metrics(), "producer-topic-metrics", "record-send-total", orders))
          .isEqualTo(5);
      assertThat(value(producer.metrics(), "producer-topic-metrics", "byte-total", orders))
          .isGreaterThan(300);
      assertThat(value(producer.metrics(), "producer-metrics", "batch-size-avg", Map.of()))
          .isBetween(60.0, 100.0);
      assertThat(value(producer.metrics(), "producer-metrics", "record-error-total", Map.of()))
          .isZero();
      assertThat(value(producer.metrics(), "producer-metrics", "buffer-available-bytes", Map.of()))
          .isEqualTo(value(producer.metrics(), "producer-metrics", "buffer-total-bytes", Map.of()));
      assertThat(value(producer.metrics(), "producer-metrics", "request-latency-avg", Map.of()))
          .isPositive();
      assertThat(value(producer.metrics(), "producer-metrics", "connection-count", Map.of()))
          .isPositive();
    }
  }

  @Test
  void aConsumerCountsWhatWasConsumedAndHowFarBehindItIs() throws Exception {
    try (Producer<String, String> producer = klamm.producer(Serdes.String(), Serdes.String());
        Consumer<String, String> consumer =
            klamm.consumer(
                Serdes.String(),
                Serdes.String(),
                Map.of("group.id", "g", "auto.offset.reset", "earliest", "max.poll.records", 4))) {
      for (int i = 0; i < 10; i++) {
        producer.send(new ProducerRecord<>("orders", "k", "v")).get();
      }
      consumer.subscribe(List.of("orders"));
      int seen = 0;
      while (seen == 0) {
        seen = consumer.poll(Duration.ofMillis(100)).count();
      }
      String group = "consumer-fetch-manager-metrics";
      assertThat(value(consumer.metrics(), group, "records-consumed-total", Map.of()))
          .isEqualTo(seen);
      assertThat(
              value(consumer.metrics(), group, "records-consumed-total", Map.of("topic", "orders")))
          .isEqualTo(seen);
      assertThat(
              value(
                  consumer.metrics(),
                  group,
                  "records-lag",
                  Map.of("topic", "orders", "partition", "0")))
          .isEqualTo(10 - seen);
      assertThat(value(consumer.metrics(), group, "records-lag-max", Map.of()))
          .isEqualTo(10 - seen);
      assertThat(
              value(
                  consumer.metrics(),
                  "consumer-coordinator-metrics",
                  "assigned-partitions",
                  Map.of()))
          .isOne();
    }
  }

  @Test
  void whatWasNeverMeasuredIsNotANumber() {
    try (Producer<String, String> producer = klamm.producer(Serdes.String(), Serdes.String())) {
      assertThat(value(producer.metrics(), "producer-metrics", "batch-size-avg", Map.of())).isNaN();
    }
  }

  private static double value(
      Map<MetricName, ? extends Metric> all, String group, String name, Map<String, String> tags) {
    for (Metric metric : all.values()) {
      MetricName found = metric.metricName();
      if (found.group().equals(group)
          && found.name().equals(name)
          && found.tags().containsKey("client-id")
          && found.tags().size() == tags.size() + 1
          && found.tags().entrySet().containsAll(tags.entrySet())) {
        return (double) metric.metricValue();
      }
    }
    throw new AssertionError("no " + group + "/" + name + tags + " in " + all.keySet());
  }
}
