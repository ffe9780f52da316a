package dev.klamm.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consumer groups as Apache Kafka's own Java clients use them. */
final class StockConsumerGroupTest {

  private static final int PARTITIONS = 4;
  private static final int RECORDS = 400;
  private static final Duration POLL = Duration.ofMillis(100);

  private static TestBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() {
    broker = TestBroker.start(MemoryStorage.volatileStore(), withoutDelay());
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  private static BrokerSettings withoutDelay() {
    BrokerSettings settings = BrokerSettings.defaults();
    return settings.withGroups(settings.groups().withInitialRebalanceDelayMs(0));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        RangeAssignor.class,
        RoundRobinAssignor.class,
        StickyAssignor.class,
        CooperativeStickyAssignor.class
      })
  void twoConsumersShareATopicWhateverTheAssignor(Class<?> assignor) throws Exception {
    String topic = "shared-" + assignor.getSimpleName();
    fill(topic);
    Map<String, Object> settings = Map.of("partition.assignment.strategy", assignor.getName());
    try (KafkaConsumer<String, String> one = consumer(topic, settings);
        KafkaConsumer<String, String> two = consumer(topic, settings)) {
      one.subscribe(List.of(topic));
      two.subscribe(List.of(topic));
      Set<String> read = new TreeSet<>();
      for (int i = 0; i < 200 && !isShared(one, two, read); i++) {
        one.poll(POLL).forEach(record -> read.add(record.value()));
        two.poll(POLL).forEach(record -> read.add(record.value()));
      }
      assertThat(read).hasSize(RECORDS);
      assertThat(one.assignment()).hasSize(2).doesNotContainAnyElementsOf(two.assignment());
      assertThat(two.assignment()).hasSize(2);
    }
  }

  private static boolean isShared(
      KafkaConsumer<?, ?> one, KafkaConsumer<?, ?> two, Set<String> read) {
    return one.assignment().size() == 2 && two.assignment().size() == 2 && read.size() == RECORDS;
  }

  @Test
  void consumerGoesOnWhereItsGroupCommitted() throws Exception {
    fill("committed");
    try (KafkaConsumer<String, String> first = consumer("committed", Map.of())) {
      first.subscribe(List.of("committed"));
      read(first, RECORDS / 2);
      first.commitSync();
    }
    Set<String> rest = new TreeSet<>();
    try (KafkaConsumer<String, String> second = consumer("committed", Map.of())) {
      second.subscribe(List.of("committed"));
      for (int i = 0; i < 100 && rest.size() < RECORDS; i++) {
        second.poll(POLL).forEach(record -> rest.add(record.value()));
        if (lag("committed") == 0) {
          break;
        }
        second.commitSync();
      }
    }
    assertThat(rest).isNotEmpty().hasSizeLessThanOrEqualTo(RECORDS / 2);
    assertThat(lag("committed")).isZero();
  }

  @Test
  void staticMemberComesBackToItsPartitionsWithoutARebalance() throws Exception {
    fill("static");
    Map<String, Object> settings = Map.of("group.instance.id", "a");
    int generation;
    Set<TopicPartition> before;
    try (KafkaConsumer<String, String> consumer = consumer("static", settings)) {
      consumer.subscribe(List.of("static"));
      read(consumer, 1);
      generation = consumer.groupMetadata().generationId();
      before = consumer.assignment();
    }
    try (KafkaConsumer<String, String> consumer = consumer("static", settings)) {
      consumer.subscribe(List.of("static"));
      while (consumer.assignment().isEmpty()) {
        consumer.poll(POLL);
      }
      assertThat(consumer.groupMetadata().generationId()).isEqualTo(generation);
      assertThat(consumer.assignment()).isEqualTo(before);
    }
    assertThat(describe("static").members()).hasSize(1);
    admin
        .removeMembersFromConsumerGroup(
            "static", new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("a"))))
        .all()
        .get();
    assertThat(describe("static").groupState()).isEqualTo(GroupState.EMPTY);
  }

  @Test
  void administratorsSeeGroupsAndTheirMembers() throws Exception {
    fill("seen");
    try (KafkaConsumer<String, String> consumer = consumer("seen", Map.of("client.id", "me"))) {
      consumer.subscribe(List.of("seen"));
      read(consumer, 1);
      ConsumerGroupDescription group = describe("seen");
      assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
      assertThat(group.partitionAssignor()).isEqualTo("range");
      assertThat(group.members()).hasSize(1);
      var member = group.members().iterator().next();
      assertThat(member.clientId()).isEqualTo("me");
      assertThat(member.host()).isEqualTo("/127.0.0.1");
      assertThat(member.assignment().topicPartitions()).isEqualTo(consumer.assignment());
      assertThat(admin.listGroups().all().get()).extracting(GroupListing::groupId).contains("seen");
    }
    assertThatThrownBy(() -> describe("never-there"))
        .hasRootCauseInstanceOf(GroupIdNotFoundException.class);
  }

  @Test
  void administratorsChangeAndDeleteOffsetsAndGroups() throws Exception {
    fill("changed");
    TopicPartition zero = new TopicPartition("changed", 0);
    try (KafkaConsumer<String, String> consumer = consumer("changed", Map.of())) {
      consumer.subscribe(List.of("changed"));
      read(consumer, RECORDS);
      consumer.commitSync();
      assertThatThrownBy(() -> admin.deleteConsumerGroups(List.of("changed")).all().get())
          .hasCauseInstanceOf(GroupNotEmptyException.class);
      assertThatThrownBy(
              () -> admin.deleteConsumerGroupOffsets("changed", Set.of(zero)).all().get())
          .hasCauseInstanceOf(GroupSubscribedToTopicException.class);
    }
    admin.alterConsumerGroupOffsets("changed", Map.of(zero, new OffsetAndMetadata(3))).all().get();
    assertThat(offsets("changed")).hasSize(PARTITIONS).containsEntry(zero, 3L);
    admin.deleteConsumerGroupOffsets("changed", Set.of(zero)).all().get();
    assertThat(offsets("changed")).hasSize(PARTITIONS - 1).doesNotContainKey(zero);
    admin.deleteConsumerGroups(List.of("changed")).all().get();
    assertThat(offsets("changed")).isEmpty();
  }

  @Test
  void offsetsGoWithTheirTopic() throws Exception {
    fill("short-lived");
    TopicPartition zero = new TopicPartition("short-lived", 0);
    admin.alterConsumerGroupOffsets("of-it", Map.of(zero, new OffsetAndMetadata(3))).all().get();
    assertThat(offsets("of-it")).containsEntry(zero, 3L);
    admin.deleteTopics(List.of("short-lived")).all().get();
    assertThat(offsets("of-it")).isEmpty();
  }

  private static ConsumerGroupDescription describe(String group) throws Exception {
    return admin.describeConsumerGroups(List.of(group)).all().get().get(group);
  }

  private static Map<TopicPartition, Long> offsets(String group) throws Exception {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static long lag(String group) throws Exception {
    return RECORDS - offsets(group).values().stream().mapToLong(Long::longValue).sum();
  }

  private static void fill(String topic) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, "v" + i));
      }
    }
  }

  private static List<ConsumerRecord<String, String>> read(
      KafkaConsumer<String, String> consumer, int count) {
    List<ConsumerRecord<String, String>> read = new ArrayList<>();
    for (int i = 0; i < 200 && read.size() < count; i++) {
      consumer.poll(POLL).forEach(read::add);
    }
    assertThat(read).hasSizeGreaterThanOrEqualTo(count);
    return read;
  }

  private static KafkaConsumer<String, String> consumer(
      String group, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", broker.bootstrapServers());
    all.put("group.id", group);
    all.put("auto.offset.reset", "earliest");
    all.put("enable.auto.commit", false);
    all.put("max.poll.records", RECORDS / 2);
    all.put("heartbeat.interval.ms", 50);
    return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
  }
}
