package dev.klamm.bench.compare.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/** Kafka Streams counts words, exactly once: from the start to the last count in the output. */
final class StockWordCount {

  private static final int VOCABULARY = 1_000;
  private static final long LONGEST_SECONDS = 240;

  private StockWordCount() {}

  /**
   * Prints lines a second. Input is a topic, output is that with {@code -counts} behind.
   *
   * @param words in each line
   */
  static void run(String address, String topic, int lines, int words) throws IOException {
    fill(address, topic, lines, words);
    Path state = Files.createTempDirectory("word-count");
    long start = System.nanoTime();
    try (KafkaStreams streams =
        new KafkaStreams(topology(topic), settings(address, topic, state))) {
      streams.start();
      awaitCounts(address, topic + "-counts", (long) lines * words);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "rate %.1f%n", lines / seconds);
    }
    delete(state);
  }

  private static Topology topology(String topic) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> lines = builder.stream(topic);
    lines
        .flatMapValues(line -> Arrays.asList(line.split(" ")))
        .groupBy((key, word) -> word)
        .count()
        .toStream()
        .to(topic + "-counts", Produced.with(Serdes.String(), Serdes.Long()));
    return builder.build();
  }

  private static Properties settings(String address, String topic, Path state) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", address);
    settings.put("application.id", topic + "-app");
    settings.put("processing.guarantee", "exactly_once_v2");
    settings.put("default.dsl.store", "in_memory");
    settings.put("default.key.serde", Serdes.StringSerde.class.getName());
    settings.put("default.value.serde", Serdes.StringSerde.class.getName());
    settings.put("state.dir", state.toString());
    settings.put("auto.offset.reset", "earliest");
    return settings;
  }

  private static void fill(String address, String topic, int lines, int words) {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder line = new StringBuilder();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address, "batch.size", "65536", "linger.ms", "5"),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = 0; i < lines; i++) {
        line.setLength(0);
        for (int k = 0; k < words; k++) {
          line.append(k == 0 ? "" : " ").append("word-").append(random.nextInt(VOCABULARY));
        }
        producer.send(new ProducerRecord<>(topic, line.toString()));
      }
    }
  }

  private static void awaitCounts(String address, String topic, long expected) {
    Map<String, Long> counts = new HashMap<>();
    long sum = 0;
    long start = System.nanoTime();
    try (KafkaConsumer<String, Long> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", address,
                "group.id", topic,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false"),
            new StringDeserializer(),
            new LongDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (sum != expected) {
        for (ConsumerRecord<String, Long> count : consumer.poll(Duration.ofMillis(100))) {
          Long before = counts.put(count.key(), count.value());
          sum += count.value() - (before == null ? 0 : before);
        }
        if (sum > expected
            || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
          throw new IllegalStateException("counted " + sum + " words, there are " + expected);
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
