package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.consumer.AutoOffsetReset;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our consumer and Apache Kafka's as members of one group: each leads it once. */
@Timeout(60)
final class MixedGroupTest {
  private static final int PARTITIONS = 6;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String TOPIC = "mixed";

  private TestBroker broker;

  @BeforeEach
  void start() throws Exception {
    BrokerSettings settings = BrokerSettings.defaults();
    broker =
        TestBroker.start(
            MemoryStorage.volatileStore(),
            settings.withGroups(settings.groups().withInitialRebalanceDelayMs(0)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    }
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private KafkaConsumer<byte[], byte[]> ours(String assignor) {
    ConsumerSettings settings =
        ConsumerSettings.builder()
            .bootstrapServers(broker.bootstrapServers())
            .groupId("g")
            .assignors(assignor)
            .autoOffsetReset(AutoOffsetReset.EARLIEST)
            .session(Duration.ofSeconds(10), Duration.ofMillis(100))
            .build();
    return new KafkaConsumer<>(
        settings,
        new dev.klamm.api.serde.ByteArrayDeserializer(),
        new dev.klamm.api.serde.ByteArrayDeserializer());
  }

  private org.apache.kafka.clients.consumer.KafkaConsumer<byte[], byte[]> theirs(String type) {
    return new org.apache.kafka.clients.consumer.KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            "g",
            "heartbeat.interval.ms",
            100,
            "auto.offset.reset",
            "earliest",
            "partition.assignment.strategy",
            "org.apache.kafka.clients.consumer." + type),
        new org.apache.kafka.common.serialization.ByteArrayDeserializer(),
        new org.apache.kafka.common.serialization.ByteArrayDeserializer());
  }

  @ParameterizedTest
  @CsvSource({
    "range,RangeAssignor,true",
    "range,RangeAssignor,false",
    "roundrobin,RoundRobinAssignor,true",
    "sticky,StickyAssignor,true",
    "sticky,StickyAssignor,false",
    "cooperative-sticky,CooperativeStickyAssignor,true",
    "cooperative-sticky,CooperativeStickyAssignor,false"
  })
  void bothShareTheTopicAndTakeOverFromEachOther(String name, String type, boolean oursLeads) {
    try (KafkaConsumer<byte[], byte[]> ours = ours(name);
        org.apache.kafka.clients.consumer.KafkaConsumer<byte[], byte[]> theirs = theirs(type)) {
      if (oursLeads) {
        ours.subscribe(List.of(TOPIC));
        pollUntilShared(ours, null, PARTITIONS, 0);
        theirs.subscribe(List.of(TOPIC));
      } else {
        theirs.subscribe(List.of(TOPIC));
        pollUntilShared(null, theirs, 0, PARTITIONS);
        ours.subscribe(List.of(TOPIC));
      }
      pollUntilShared(ours, theirs, PARTITIONS / 2, PARTITIONS / 2);
      Set<String> all = new HashSet<>();
      ours.assignment().forEach(partition -> all.add(partition.toString()));
      theirs.assignment().forEach(partition -> all.add(partition.toString()));
      assertThat(all).hasSize(PARTITIONS);
      if (oursLeads) {
        ours.unsubscribe();
        pollUntilShared(null, theirs, 0, PARTITIONS);
      } else {
        theirs.unsubscribe();
        pollUntilShared(ours, null, PARTITIONS, 0);
      }
    }
  }

  private static void pollUntilShared(
      KafkaConsumer<byte[], byte[]> ours,
      org.apache.kafka.clients.consumer.KafkaConsumer<byte[], byte[]> theirs,
      int oursCount,
      int theirsCount) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    boolean shared = false;
    while (!shared) {
      shared = true;
      if (ours != null) {
        ours.poll(POLL);
        shared = ours.assignment().size() == oursCount;
      }
      if (theirs != null) {
        theirs.poll(POLL);
        shared &= theirs.assignment().size() == theirsCount;
      }
      assertThat(System.nanoTime()).as("they do not come to share").isLessThan(end);
    }
  }
}
