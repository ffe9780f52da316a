package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Apache Kafka's own consumers in one group, some by the classic protocol and some by the consumer
 * protocol, as during a rolling restart that changes {@code group.protocol}.
 */
@Timeout(60)
final class StockMigrationTest {
  private static final int PARTITIONS = 6;
  private static final Duration POLL = Duration.ofMillis(50);

  private static TestBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() {
    BrokerSettings settings =
        BrokerSettings.of(
            Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:0",
                "group.consumer.heartbeat.interval.ms",
                "100"));
    broker = TestBroker.start(MemoryStorage.volatileStore(), settings);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RangeAssignor", "CooperativeStickyAssignor"})
  void groupChangesToTheConsumerProtocolAndBackWhileItWorks(String assignor) throws Exception {
    String group = "both-" + assignor;
    create(group);
    Map<String, Object> by =
        Map.of("partition.assignment.strategy", "org.apache.kafka.clients.consumer." + assignor);
    try (KafkaConsumer<String, String> old = classic(group, by)) {
      old.subscribe(List.of(group));
      pollUntil(() -> old.assignment().size() == PARTITIONS, List.of(old));
      assertThat(type(group)).isEqualTo(GroupType.CLASSIC);
      try (KafkaConsumer<String, String> modern = consumer(group)) {
        modern.subscribe(List.of(group));
        pollUntil(() -> areShared(old, modern), List.of(old, modern));
        assertThat(type(group)).isEqualTo(GroupType.CONSUMER);
        ConsumerGroupDescription described = describe(group);
        assertThat(described.members())
            .extracting(member -> member.upgraded().orElseThrow())
            .containsExactlyInAnyOrder(true, false);
        old.commitSync();
        modern.commitSync();
        try (KafkaConsumer<String, String> third = classic(group, by)) {
          third.subscribe(List.of(group));
          pollUntil(() -> third.assignment().size() == 2, List.of(old, modern, third));
          pollUntil(() -> modern.assignment().size() == 2, List.of(old, modern, third));
        }
        pollUntil(() -> areShared(old, modern), List.of(old, modern));
      }
      pollUntil(() -> old.assignment().size() == PARTITIONS, List.of(old));
      assertThat(type(group)).isEqualTo(GroupType.CLASSIC);
      old.commitSync();
      try (KafkaConsumer<String, String> fourth = classic(group, by)) {
        fourth.subscribe(List.of(group));
        pollUntil(() -> areShared(old, fourth), List.of(old, fourth));
      }
    }
  }

  @Test
  void rollingRestartLeavesAConsumerGroup() throws Exception {
    create("rolling");
    KafkaConsumer<String, String> one = classic("rolling", Map.of());
    KafkaConsumer<String, String> two = classic("rolling", Map.of());
    one.subscribe(List.of("rolling"));
    two.subscribe(List.of("rolling"));
    pollUntil(() -> areShared(one, two), List.of(one, two));
    one.close();
    try (KafkaConsumer<String, String> newOne = consumer("rolling")) {
      newOne.subscribe(List.of("rolling"));
      pollUntil(() -> areShared(newOne, two), List.of(newOne, two));
      two.close();
      try (KafkaConsumer<String, String> newTwo = consumer("rolling")) {
        newTwo.subscribe(List.of("rolling"));
        pollUntil(() -> areShared(newOne, newTwo), List.of(newOne, newTwo));
        assertThat(describe("rolling").members())
            .extracting(member -> member.upgraded().orElseThrow())
            .containsOnly(true);
      }
    }
  }

  @Test
  void emptyGroupBecomesWhateverJoinsAndKeepsItsOffsets() throws Exception {
    create("empty");
    TopicPartition zero = new TopicPartition("empty", 0);
    try (KafkaConsumer<String, String> old = classic("empty", Map.of())) {
      old.subscribe(List.of("empty"));
      pollUntil(() -> old.assignment().size() == PARTITIONS, List.of(old));
      old.commitSync(
          Map.of(zero, new org.apache.kafka.clients.consumer.OffsetAndMetadata(0, "kept")));
    }
    try (KafkaConsumer<String, String> modern = consumer("empty")) {
      modern.subscribe(List.of("empty"));
      pollUntil(() -> modern.assignment().size() == PARTITIONS, List.of(modern));
      assertThat(type("empty")).isEqualTo(GroupType.CONSUMER);
      assertThat(modern.committed(Set.of(zero)).get(zero).metadata()).isEqualTo("kept");
    }
    assertThat(describe("empty").groupState()).isEqualTo(GroupState.EMPTY);
    try (KafkaConsumer<String, String> old = classic("empty", Map.of())) {
      old.subscribe(List.of("empty"));
      pollUntil(() -> old.assignment().size() == PARTITIONS, List.of(old));
      assertThat(type("empty")).isEqualTo(GroupType.CLASSIC);
      assertThat(old.committed(Set.of(zero)).get(zero).metadata()).isEqualTo("kept");
    }
  }

  private static boolean areShared(
      KafkaConsumer<String, String> one, KafkaConsumer<String, String> two) {
    Set<TopicPartition> all = new HashSet<>(one.assignment());
    all.addAll(two.assignment());
    return one.assignment().size() == PARTITIONS / 2
        && two.assignment().size() == PARTITIONS / 2
        && all.size() == PARTITIONS;
  }

  private static void pollUntil(BooleanSupplier done, List<KafkaConsumer<String, String>> members) {
    long end = System.nanoTime() + Duration.ofSeconds(25).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(() -> "in time, not " + members.stream().map(KafkaConsumer::assignment).toList())
          .isLessThan(end);
      members.forEach(member -> member.poll(POLL));
    }
  }

  private static GroupType type(String group) throws Exception {
    return admin.listGroups().all().get().stream()
        .filter(each -> each.groupId().equals(group))
        .findFirst()
        .orElseThrow()
        .type()
        .orElseThrow();
  }

  private static ConsumerGroupDescription describe(String group) throws Exception {
    return admin.describeConsumerGroups(List.of(group)).all().get().get(group);
  }

  private static void create(String topic) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
  }

  private static KafkaConsumer<String, String> consumer(String group) {
    return open(group, Map.of("group.protocol", "consumer"));
  }

  private static KafkaConsumer<String, String> classic(String group, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("heartbeat.interval.ms", 100);
    return open(group, all);
  }

  private static KafkaConsumer<String, String> open(String group, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("bootstrap.servers", broker.bootstrapServers());
    all.put("group.id", group);
    all.put("auto.offset.reset", "earliest");
    all.put("enable.auto.commit", false);
    return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
  }
}
