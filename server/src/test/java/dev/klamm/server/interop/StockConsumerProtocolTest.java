package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListConfigResourcesOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRegularExpression;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups by the consumer protocol (KIP-848), as Apache Kafka's own Java clients use them. */
@Timeout(60)
final class StockConsumerProtocolTest {
  private static final int PARTITIONS = 4;
  private static final int RECORDS = 200;
  private static final Duration POLL = Duration.ofMillis(50);

  private static MemoryStorage storage;
  private static BrokerSettings settings;
  private static TestBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() {
    storage = MemoryStorage.surviving();
    settings =
        BrokerSettings.of(
            Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:0",
                "group.consumer.heartbeat.interval.ms",
                "100",
                "group.consumer.min.heartbeat.interval.ms",
                "100"));
    broker = TestBroker.start(storage, settings);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void twoMembersShareATopicAndTakeOverFromEachOther() throws Exception {
    fill("shared");
    try (KafkaConsumer<String, String> one = consumer("shared", Map.of())) {
      one.subscribe(List.of("shared"));
      Set<String> read = new TreeSet<>();
      pollUntil(() -> read.size() == RECORDS, read, List.of(one));
      one.commitSync();
      try (KafkaConsumer<String, String> two = consumer("shared", Map.of())) {
        two.subscribe(List.of("shared"));
        pollUntil(
            () -> one.assignment().size() == 2 && two.assignment().size() == 2,
            read,
            List.of(one, two));
        assertThat(all(List.of(one, two))).hasSize(PARTITIONS);
      }
      pollUntil(() -> one.assignment().size() == PARTITIONS, read, List.of(one));
    }
    assertThat(describe("shared").groupState()).isEqualTo(GroupState.EMPTY);
  }

  @Test
  void membersGoOnWithTheirAssignmentsWhenTheBrokerIsRestarted() throws Exception {
    MemoryStorage own = MemoryStorage.surviving();
    TestBroker first = TestBroker.start(own, settings);
    int port = first.broker().endpoint().port();
    try (Admin ofFirst = Admin.create(Map.of("bootstrap.servers", first.bootstrapServers()))) {
      ofFirst.createTopics(List.of(new NewTopic("kept", PARTITIONS, (short) 1))).all().get();
    }
    Map<String, Object> where = Map.of("bootstrap.servers", first.bootstrapServers());
    try (KafkaConsumer<String, String> one = consumer("kept", where);
        KafkaConsumer<String, String> two = consumer("kept", where)) {
      one.subscribe(List.of("kept"));
      two.subscribe(List.of("kept"));
      Set<String> read = new HashSet<>();
      pollUntil(
          () -> one.assignment().size() == 2 && two.assignment().size() == 2,
          read,
          List.of(one, two));
      Set<TopicPartition> before = one.assignment();
      int epoch = one.groupMetadata().generationId();
      first.close();
      BrokerSettings again =
          BrokerSettings.of(Map.of("listeners", "PLAINTEXT://127.0.0.1:" + port));
      try (TestBroker second = TestBroker.start(own, again)) {
        fill("kept", second.bootstrapServers());
        pollUntil(() -> read.size() == RECORDS, read, List.of(one, two));
        assertThat(one.assignment()).isEqualTo(before);
        assertThat(one.groupMetadata().generationId()).isEqualTo(epoch);
        one.commitSync();
      }
    }
  }

  @Test
  void memberReadsTopicsThatMatchItsPatternAndThoseThatAppear() throws Exception {
    fill("regex-a");
    try (KafkaConsumer<String, String> one = consumer("regex", Map.of())) {
      one.subscribe(new SubscriptionPattern("regex-[a-c]"));
      Set<String> read = new HashSet<>();
      pollUntil(() -> one.assignment().size() == PARTITIONS, read, List.of(one));
      create("regex-b");
      create("regex-z");
      pollUntil(() -> one.assignment().size() == 2 * PARTITIONS, read, List.of(one));
      assertThat(one.assignment()).extracting(TopicPartition::topic).doesNotContain("regex-z");
      admin.deleteTopics(List.of("regex-b")).all().get();
      pollUntil(() -> one.assignment().size() == PARTITIONS, read, List.of(one));
      one.subscribe(new SubscriptionPattern("(a"));
      assertThatThrownBy(() -> pollUntil(() -> false, read, List.of(one)))
          .isInstanceOf(InvalidRegularExpression.class);
    }
  }

  @Test
  void memberGetsPartitionsThatAreAdded() throws Exception {
    create("grows");
    try (KafkaConsumer<String, String> one = consumer("grows", Map.of())) {
      one.subscribe(List.of("grows"));
      Set<String> read = new HashSet<>();
      pollUntil(() -> one.assignment().size() == PARTITIONS, read, List.of(one));
      admin.createPartitions(Map.of("grows", NewPartitions.increaseTo(6))).all().get();
      pollUntil(() -> one.assignment().size() == 6, read, List.of(one));
    }
  }

  @Test
  void staticMemberComesBackToItsPartitionsInTheSameEpoch() throws Exception {
    create("static");
    Map<String, Object> named = Map.of("group.instance.id", "a");
    Set<TopicPartition> before;
    Set<String> read = new HashSet<>();
    int epoch;
    try (KafkaConsumer<String, String> other = consumer("static", Map.of())) {
      other.subscribe(List.of("static"));
      try (KafkaConsumer<String, String> one = consumer("static", named)) {
        one.subscribe(List.of("static"));
        pollUntil(
            () -> one.assignment().size() == 2 && other.assignment().size() == 2,
            read,
            List.of(one, other));
        before = one.assignment();
        epoch = describe("static").groupEpoch().orElseThrow();
      }
      assertThat(describe("static").members()).hasSize(2);
      try (KafkaConsumer<String, String> one = consumer("static", named)) {
        one.subscribe(List.of("static"));
        pollUntil(() -> one.assignment().size() == 2, read, List.of(one, other));
        assertThat(one.assignment()).isEqualTo(before);
        assertThat(describe("static").groupEpoch()).hasValue(epoch);
      }
    }
  }

  @Test
  void administratorsConfigureSingleGroups() throws Exception {
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, "configured");
    assertThat(value(group, "consumer.heartbeat.interval.ms")).isEqualTo("100");
    alter(group, "consumer.heartbeat.interval.ms", "7000");
    assertThat(value(group, "consumer.heartbeat.interval.ms")).isEqualTo("7000");
    assertThat(
            admin
                .listConfigResources(
                    Set.of(ConfigResource.Type.GROUP), new ListConfigResourcesOptions())
                .all()
                .get())
        .contains(group);
    assertThatThrownBy(() -> alter(group, "consumer.heartbeat.interval.ms", "1"))
        .hasCauseInstanceOf(InvalidConfigurationException.class);
    assertThatThrownBy(() -> alter(group, "nonsense", "1"))
        .hasCauseInstanceOf(InvalidConfigurationException.class);
  }

  private static String value(ConfigResource resource, String key) throws Exception {
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key).value();
  }

  private static void alter(ConfigResource resource, String key, String value) throws Exception {
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
  }

  @Test
  void otherKindsOfGroupsAreRefusedAndDoNotHang() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", "shared-work");
    try (KafkaShareConsumer<String, String> consumer =
        new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("t"));
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  consumer.poll(POLL);
                }
              })
          .isInstanceOf(KafkaException.class);
    }
    assertThatThrownBy(() -> admin.describeShareGroups(List.of("s")).all().get())
        .hasCauseInstanceOf(KafkaException.class);
    assertThatThrownBy(() -> admin.describeStreamsGroups(List.of("s")).all().get())
        .hasCauseInstanceOf(KafkaException.class);
  }

  @Test
  void administratorsRemoveMembersByName() throws Exception {
    create("removed");
    try (KafkaConsumer<String, String> one =
        consumer("removed", Map.of("group.instance.id", "gone"))) {
      one.subscribe(List.of("removed"));
      pollUntil(() -> one.assignment().size() == PARTITIONS, new HashSet<>(), List.of(one));
    }
    // A static member that is closed may come back, and so stays a member.
    assertThat(describe("removed").members()).hasSize(1);
    admin
        .removeMembersFromConsumerGroup(
            "removed",
            new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("gone"))))
        .all()
        .get();
    assertThat(describe("removed").members()).isEmpty();
  }

  @Test
  void administratorsSeeEpochsAndTargets() throws Exception {
    create("seen");
    try (KafkaConsumer<String, String> one =
        consumer("seen", Map.of("client.id", "me", "group.remote.assignor", "range"))) {
      one.subscribe(List.of("seen"));
      pollUntil(() -> one.assignment().size() == PARTITIONS, new HashSet<>(), List.of(one));
      ConsumerGroupDescription group = describe("seen");
      assertThat(group.type()).isEqualTo(GroupType.CONSUMER);
      assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
      assertThat(group.partitionAssignor()).isEqualTo("range");
      assertThat(group.groupEpoch()).isEqualTo(group.targetAssignmentEpoch());
      var member = group.members().iterator().next();
      assertThat(member.clientId()).isEqualTo("me");
      assertThat(member.assignment().topicPartitions()).isEqualTo(one.assignment());
      assertThat(member.targetAssignment().orElseThrow().topicPartitions())
          .isEqualTo(one.assignment());
      assertThat(member.upgraded()).hasValue(true);
      assertThat(admin.listGroups().all().get())
          .filteredOn(each -> each.groupId().equals("seen"))
          .singleElement()
          .satisfies(each -> assertThat(each.type()).hasValue(GroupType.CONSUMER));
    }
    admin.deleteConsumerGroups(List.of("seen")).all().get();
  }

  private static Set<TopicPartition> all(List<KafkaConsumer<String, String>> members) {
    return members.stream()
        .flatMap(member -> member.assignment().stream())
        .collect(Collectors.toSet());
  }

  private static void pollUntil(
      BooleanSupplier done, Set<String> read, List<KafkaConsumer<String, String>> members) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      for (KafkaConsumer<String, String> member : members) {
        member.poll(POLL).forEach(record -> read.add(record.value()));
      }
    }
  }

  private static ConsumerGroupDescription describe(String group) throws Exception {
    return admin.describeConsumerGroups(List.of(group)).all().get().get(group);
  }

  private static void create(String topic) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
  }

  private static void fill(String topic) throws Exception {
    create(topic);
    fill(topic, broker.bootstrapServers());
  }

  private static void fill(String topic, String where) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", where), new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, "v" + i));
      }
    }
  }

  private static KafkaConsumer<String, String> consumer(String group, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>();
    all.put("bootstrap.servers", broker.bootstrapServers());
    all.put("group.id", group);
    all.put("group.protocol", "consumer");
    all.put("auto.offset.reset", "earliest");
    all.put("enable.auto.commit", false);
    all.putAll(more);
    return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
  }
}
