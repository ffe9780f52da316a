package dev.klamm.server.clients;

import static dev.klamm.server.clients.Rules.done;
import static dev.klamm.server.clients.Rules.numbers;
import static dev.klamm.server.clients.Rules.partition;
import static dev.klamm.server.clients.Rules.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.GroupProtocol;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.RecordMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ours and Apache Kafka's clients beside each other. */
interface MixedRules extends Rules {

  /** One of the two ways to share a group, and its assignor. */
  private static Map<String, Object> sharing(String how, String prefix) {
    return switch (how) {
      case "uniform" -> Map.of("group.protocol", "consumer", "group.remote.assignor", how);
      case "range" -> Map.of("partition.assignment.strategy", prefix + "RangeAssignor");
      case "roundrobin" -> Map.of("partition.assignment.strategy", prefix + "RoundRobinAssignor");
      case "sticky" -> Map.of("partition.assignment.strategy", prefix + "StickyAssignor");
      default -> Map.of("partition.assignment.strategy", prefix + "CooperativeStickyAssignor");
    };
  }

  private Consumer<String, String> ours(String group, String how) {
    Map<String, Object> settings = sharing(how, "dev.klamm.api.consumer.");
    GroupProtocol protocol = how.equals("uniform") ? GroupProtocol.CONSUMER : GroupProtocol.CLASSIC;
    return cluster().member(protocol, group, settings);
  }

  /** Of two with the same protocol, and of one that is still or already on the other. */
  @ParameterizedTest
  @CsvSource({
    "range,range",
    "roundrobin,roundrobin",
    "sticky,sticky",
    "cooperative-sticky,cooperative-sticky",
    "uniform,uniform",
    "uniform,cooperative-sticky",
    "uniform,range",
    "cooperative-sticky,uniform",
    "range,uniform"
  })
  default void oursAndTheirsShareAGroup(String ours, String theirs) throws Exception {
    String topic = topic("mixed-" + ours, 4);
    fill(topic, 4, 400);
    Map<String, Object> their = sharing(theirs, "org.apache.kafka.clients.consumer.");
    // Both orders, so that each of the two leads once.
    for (boolean oursFirst : List.of(true, false)) {
      String group = topic + oursFirst;
      Set<String> read = new TreeSet<>();
      try (Consumer<String, String> own = oursFirst ? ours(group, ours) : null) {
        if (own != null) {
          own.subscribe(List.of(topic));
          read(own, 1).forEach(record -> read.add(record.value()));
        }
        try (Stock.Member stock = new Stock.Member(cluster(), group, topic, their);
            Consumer<String, String> late = oursFirst ? null : ours(group, ours)) {
          if (late != null) {
            stock.poll(POLL).forEach(record -> read.add(record.value()));
            late.subscribe(List.of(topic));
          }
          share(own != null ? own : late, stock, read);
        }
      }
    }
  }

  private static void share(Consumer<String, String> ours, Stock.Member theirs, Set<String> read) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (ours.assignment().size() != 2 || theirs.partitions() != 2 || read.size() < 400) {
      assertThat(System.nanoTime())
          .as("%s, theirs %d, read %d", ours.assignment(), theirs.partitions(), read.size())
          .isLessThan(deadline);
      ours.poll(POLL).forEach(record -> read.add(record.value()));
      theirs.poll(POLL).forEach(record -> read.add(record.value()));
    }
  }

  @Test
  default void ourGroupGoesOnWhereTheirsCommitted() throws Exception {
    String topic = topic("taken-over", 1);
    fill(topic, 1, 20);
    try (Stock.Member theirs = new Stock.Member(cluster(), topic, topic, Map.of())) {
      List<String> values = new ArrayList<>();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (values.size() < 20 && System.nanoTime() < deadline) {
        theirs.poll(POLL).forEach(record -> values.add(record.value()));
      }
      assertThat(values).hasSize(20);
      theirs.commit();
    }
    fill(topic, 1, 3);
    try (Consumer<String, String> ours = cluster().member(topic, Map.of())) {
      ours.subscribe(List.of(topic));
      assertThat(read(ours, 3).get(0).offset()).isEqualTo(20);
    }
  }

  @Test
  default void keysGoToTheSamePartitionsAsTheirs() throws Exception {
    String topic = topic("partitioned", 7);
    Map<String, Future<org.apache.kafka.clients.producer.RecordMetadata>> theirs = new HashMap<>();
    Map<String, Future<RecordMetadata>> ours = new HashMap<>();
    try (KafkaProducer<String, String> theirProducer = Stock.producer(cluster(), Map.of());
        Producer<String, String> ourProducer = cluster().producer(Map.of())) {
      for (String key : numbers(100)) {
        theirs.put(key, theirProducer.send(Stock.record(topic, "key" + key, "x")));
        ours.put(key, ourProducer.send(new ProducerRecord<>(topic, "key" + key, "x")));
      }
      for (String key : numbers(100)) {
        assertThat(done(ours.get(key)).partition()).isEqualTo(done(theirs.get(key)).partition());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  default void whatTheirsCompressOursRead(String type) throws Exception {
    String topic = topic("theirs-" + type, 1);
    Map<String, Object> settings = Map.of("compression.type", type, "linger.ms", 20);
    try (KafkaProducer<String, String> producer = Stock.producer(cluster(), settings)) {
      numbers(300).forEach(n -> producer.send(Stock.record(topic, "k", n)));
    }
    try (Consumer<String, String> consumer =
        cluster().consumer(Map.of("auto.offset.reset", "earliest"))) {
      consumer.assign(List.of(partition(topic, 0)));
      List<ConsumerRecord<String, String>> records = read(consumer, 300);
      assertThat(Rules.values(records)).isEqualTo(numbers(300));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  default void whatOursCompressTheirsRead(String type) throws Exception {
    String topic = topic("ours-" + type, 1);
    try (Producer<String, String> producer =
        cluster().producer(Map.of("compression.type", type, "linger.ms", 20))) {
      numbers(300).forEach(n -> producer.send(new ProducerRecord<>(topic, "k", n)));
    }
    List<String> values = new ArrayList<>();
    try (Stock.Member theirs = new Stock.Member(cluster(), topic, topic, Map.of())) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (values.size() < 300 && System.nanoTime() < deadline) {
        theirs.poll(POLL).forEach(record -> values.add(record.value()));
      }
    }
    assertThat(values).isEqualTo(numbers(300));
  }
}
