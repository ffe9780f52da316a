package dev.klamm.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What all rules need. */
interface Rules {
  Duration POLL = Duration.ofMillis(50);
  long PATIENCE_SECONDS = 30;

  Cluster cluster();

  Admin admin();

  /** A topic that no other test uses. */
  default String topic(String name, int partitions) throws Exception {
    String unique = name + "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    done(admin().createTopics(List.of(new NewTopic(unique, partitions, (short) 1))).all());
    return unique;
  }

  /** Sends the values 0 to n-1, by turns to each partition, and waits for all. */
  default void fill(String topic, int partitions, int count) {
    try (Producer<String, String> producer = cluster().producer(Map.of())) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(topic, i % partitions, "k" + i, "" + i));
      }
    }
  }

  static <T> T done(Future<T> future) throws Exception {
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static TopicPartition partition(String topic, int number) {
    return new TopicPartition(topic, number);
  }

  /** Polls until so many records came. */
  static <K, V> List<ConsumerRecord<K, V>> read(Consumer<K, V> consumer, int count) {
    List<ConsumerRecord<K, V>> records = new ArrayList<>();
    pollUntil(
        consumer,
        () -> records.size() >= count,
        () -> records.size() + " of " + count + " records came",
        records);
    return records;
  }

  /** Polls until something is so; keeps what comes meanwhile. */
  static <K, V> List<ConsumerRecord<K, V>> pollUntil(Consumer<K, V> consumer, BooleanSupplier end) {
    List<ConsumerRecord<K, V>> records = new ArrayList<>();
    pollUntil(consumer, end, () -> "what was polled for did not happen", records);
    return records;
  }

  private static <K, V> void pollUntil(
      Consumer<K, V> consumer,
      BooleanSupplier end,
      java.util.function.Supplier<String> failure,
      List<ConsumerRecord<K, V>> records) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!end.getAsBoolean()) {
      assertThat(System.nanoTime()).as(failure.get()).isLessThan(deadline);
      consumer.poll(POLL).forEach(records::add);
    }
  }

  static List<String> values(List<? extends ConsumerRecord<?, String>> records) {
    List<String> values = new ArrayList<>();
    records.forEach(record -> values.add(record.value()));
    return values;
  }

  /** 0 to n-1. */
  static List<String> numbers(int count) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add("" + i);
    }
    return numbers;
  }
}
