package dev.klamm.core.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.admin.AdminClient;
import dev.klamm.api.admin.AdminProvider;
import dev.klamm.api.admin.AdminSettings;
import dev.klamm.api.admin.ConsumerGroupDescription;
import dev.klamm.api.admin.ConsumerGroupListing;
import dev.klamm.api.admin.CreateTopicsOptions;
import dev.klamm.api.admin.GroupState;
import dev.klamm.api.admin.ListConsumerGroupOffsetsSpec;
import dev.klamm.api.admin.ListConsumerGroupsOptions;
import dev.klamm.api.admin.ListOffsetsOptions;
import dev.klamm.api.admin.ListTopicsOptions;
import dev.klamm.api.admin.MemberDescription;
import dev.klamm.api.admin.MemberToRemove;
import dev.klamm.api.admin.NewPartitions;
import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.admin.OffsetSpec;
import dev.klamm.api.admin.RecordsToDelete;
import dev.klamm.api.admin.RemoveMembersFromConsumerGroupOptions;
import dev.klamm.api.admin.TopicCollection;
import dev.klamm.api.admin.TopicDescription;
import dev.klamm.api.admin.TopicListing;
import dev.klamm.api.cluster.Node;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.BrokerNotAvailableException;
import dev.klamm.api.error.GroupIdNotFoundException;
import dev.klamm.api.error.GroupNotEmptyException;
import dev.klamm.api.error.InvalidPartitionsException;
import dev.klamm.api.error.InvalidTopicException;
import dev.klamm.api.error.OffsetOutOfRangeException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.error.TopicExistsException;
import dev.klamm.api.error.UnknownMemberIdException;
import dev.klamm.api.error.UnknownTopicIdException;
import dev.klamm.api.error.UnknownTopicOrPartitionException;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.serde.StringDeserializer;
import dev.klamm.api.serde.StringSerializer;
import dev.klamm.api.transport.Transport;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.producer.KafkaProducer;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.core.transport.InProcessNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The admin client against a broker within the process. */
final class KafkaAdminClientTest {
  private static final TopicPartition FIRST = new TopicPartition("orders", 0);
  private static final TopicPartition SECOND = new TopicPartition("orders", 1);

  private final InProcessNetwork network = new InProcessNetwork(Clock.system());
  private final Transport brokers = network.open(1, "broker");
  private final Transport clients = network.open(1, "client");
  private final Broker broker =
      Broker.start(
          BrokerSettings.defaults()
              .withGroups(new GroupSettings(200, 1_800_000, 100, 0, 4_096, 604_800_000, 600_000)),
          new BrokerRuntime(
              MemoryStorage.volatileStore(),
              brokers,
              Clock.system(),
              Thread::new,
              new SplittableRandom(1)));
  private final AdminClient admin = new KafkaAdminClient(settings().build(), runtime());

  private AdminSettings.Builder settings() {
    return AdminSettings.builder()
        .bootstrapServers(broker.endpoint().toString())
        .defaultApiTimeout(Duration.ofSeconds(20));
  }

  private ClientRuntime runtime() {
    return ClientRuntime.shared(clients, new SplittableRandom(2));
  }

  @AfterEach
  void close() {
    admin.close();
    broker.close();
    clients.close();
    brokers.close();
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  private static void fails(ThrowingCallable call, Class<? extends Throwable> with) {
    assertThatThrownBy(call).isInstanceOf(ExecutionException.class).cause().isInstanceOf(with);
  }

  private void createOrders() throws Exception {
    get(admin.createTopics(List.of(new NewTopic("orders", 2, (short) 1))).all());
  }

  private void produce(int records) {
    ProducerSettings settings =
        ProducerSettings.builder().bootstrapServers(broker.endpoint().toString()).build();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer(), runtime())) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>("orders", 0, 1_000L + i, "k", "v" + i));
      }
    }
  }

  private KafkaConsumer<String, String> member(String group, String instance) {
    ConsumerSettings.Builder settings =
        ConsumerSettings.builder().bootstrapServers(broker.endpoint().toString()).groupId(group);
    if (!instance.isEmpty()) {
      settings.groupInstanceId(instance);
    }
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            settings.build(), new StringDeserializer(), new StringDeserializer(), runtime());
    consumer.subscribe(List.of("orders"));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (consumer.assignment().isEmpty() && System.nanoTime() < end) {
      consumer.poll(Duration.ofMillis(50));
    }
    assertThat(consumer.assignment()).isNotEmpty();
    return consumer;
  }

  @Test
  void topicsAreCreatedWithWhatTheBrokerToldAboutThem() throws Exception {
    var result =
        admin.createTopics(
            List.of(
                new NewTopic("orders", 2, (short) 1).configs(Map.of("retention.ms", "1000")),
                new NewTopic("plain", java.util.Optional.empty(), java.util.Optional.empty())));
    get(result.all());
    assertThat(get(result.numPartitions("orders"))).isEqualTo(2);
    assertThat(get(result.numPartitions("plain"))).isEqualTo(1);
    assertThat(get(result.replicationFactor("orders"))).isEqualTo(1);
    assertThat(get(result.topicId("orders"))).isNotEqualTo(Uuid.ZERO);
    assertThat(get(admin.listTopics().names())).containsExactlyInAnyOrder("orders", "plain");
  }

  @Test
  void eachTopicHasItsOwnOutcome() throws Exception {
    createOrders();
    var result =
        admin.createTopics(
            List.of(
                new NewTopic("orders", 1, (short) 1),
                new NewTopic("bad name", 1, (short) 1),
                new NewTopic("good", 1, (short) 1)));
    fails(() -> get(result.values().get("orders")), TopicExistsException.class);
    fails(() -> get(result.values().get("bad name")), InvalidTopicException.class);
    get(result.values().get("good"));
  }

  @Test
  void validatingOnlyCreatesNothing() throws Exception {
    get(
        admin
            .createTopics(
                List.of(new NewTopic("orders", 2, (short) 1)),
                new CreateTopicsOptions().validateOnly(true))
            .all());
    assertThat(get(admin.listTopics().names())).isEmpty();
  }

  @Test
  void topicsAreDescribedByNameAndById() throws Exception {
    createOrders();
    TopicDescription byName =
        get(admin.describeTopics(List.of("orders")).allTopicNames()).get("orders");
    assertThat(byName.partitions()).hasSize(2);
    assertThat(byName.partitions().get(1).leader()).isNotNull();
    TopicDescription byId =
        get(admin
                .describeTopics(TopicCollection.ofTopicIds(List.of(byName.topicId())))
                .allTopicIds())
            .get(byName.topicId());
    assertThat(byId).isEqualTo(byName);
    assertThat(get(admin.listTopics(new ListTopicsOptions().listInternal(true)).listings()))
        .containsExactly(new TopicListing("orders", byName.topicId(), false));
  }

  @Test
  void whatIsNotThereFailsAtOnceAndIsNotCreated() throws Exception {
    fails(
        () -> get(admin.describeTopics(List.of("none")).allTopicNames()),
        UnknownTopicOrPartitionException.class);
    fails(
        () ->
            get(
                admin
                    .describeTopics(TopicCollection.ofTopicIds(List.of(new Uuid(1, 2))))
                    .allTopicIds()),
        UnknownTopicIdException.class);
    fails(
        () -> get(admin.deleteTopics(List.of("none")).all()),
        UnknownTopicOrPartitionException.class);
    fails(
        () -> get(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(new Uuid(1, 2)))).all()),
        UnknownTopicIdException.class);
    fails(
        () -> get(admin.describeConsumerGroups(List.of("none")).all()),
        GroupIdNotFoundException.class);
    fails(
        () -> get(admin.deleteConsumerGroups(List.of("none")).all()),
        GroupIdNotFoundException.class);
    fails(
        () -> get(admin.describeLogDirs(List.of(99)).allDescriptions()),
        BrokerNotAvailableException.class);
    assertThat(get(admin.listTopics().names())).isEmpty();
  }

  @Test
  void topicsAreDeletedByNameAndById() throws Exception {
    createOrders();
    var second = admin.createTopics(List.of(new NewTopic("second", 1, (short) 1)));
    Uuid id = get(second.topicId("second"));
    get(admin.deleteTopics(List.of("orders")).all());
    get(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all());
    assertThat(get(admin.listTopics().names())).isEmpty();
  }

  @Test
  void partitionsAreAddedAndNeverTakenAway() throws Exception {
    createOrders();
    get(admin.createPartitions(Map.of("orders", NewPartitions.increaseTo(5))).all());
    assertThat(
            get(admin.describeTopics(List.of("orders")).allTopicNames()).get("orders").partitions())
        .hasSize(5);
    fails(
        () -> get(admin.createPartitions(Map.of("orders", NewPartitions.increaseTo(3))).all()),
        InvalidPartitionsException.class);
  }

  @Test
  void offsetsAreListedFromTheBeginningTheEndAndByTime() throws Exception {
    createOrders();
    produce(10);
    assertThat(offset(OffsetSpec.earliest())).isZero();
    assertThat(offset(OffsetSpec.latest())).isEqualTo(10);
    assertThat(offset(OffsetSpec.forTimestamp(1_004))).isEqualTo(4);
    assertThat(offset(OffsetSpec.forTimestamp(5_000))).isEqualTo(-1);
    assertThat(offset(OffsetSpec.maxTimestamp())).isEqualTo(9);
    var both =
        get(
            admin
                .listOffsets(Map.of(FIRST, OffsetSpec.maxTimestamp(), SECOND, OffsetSpec.latest()))
                .all());
    assertThat(both.get(FIRST).timestamp()).isEqualTo(1_009);
    assertThat(both.get(SECOND).offset()).isZero();
  }

  private long offset(OffsetSpec spec) throws Exception {
    return get(admin.listOffsets(Map.of(FIRST, spec)).partitionResult(FIRST)).offset();
  }

  @Test
  void aTopicThatNeverComesTimesOutWithTheReason() {
    assertThatThrownBy(
            () ->
                get(
                    admin
                        .listOffsets(
                            Map.of(FIRST, OffsetSpec.latest()),
                            new ListOffsetsOptions().timeoutMs(300))
                        .all()))
        .cause()
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("orders-0")
        .hasMessageContaining("300 ms")
        .hasMessageContaining("topic orders")
        .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
  }

  @Test
  void recordsAreDeletedUpToAnOffset() throws Exception {
    createOrders();
    produce(10);
    var deleted = admin.deleteRecords(Map.of(FIRST, RecordsToDelete.beforeOffset(4)));
    assertThat(get(deleted.lowWatermarks().get(FIRST)).lowWatermark()).isEqualTo(4);
    assertThat(offset(OffsetSpec.earliest())).isEqualTo(4);
    fails(
        () -> get(admin.deleteRecords(Map.of(FIRST, RecordsToDelete.beforeOffset(99))).all()),
        OffsetOutOfRangeException.class);
  }

  @Test
  void theClusterIsDescribed() throws Exception {
    var cluster = admin.describeCluster();
    assertThat(get(cluster.clusterId())).isEqualTo(broker.clusterId());
    assertThat(get(cluster.nodes())).extracting(Node::id).containsExactly(1);
    assertThat(get(cluster.controller())).isEqualTo(get(cluster.nodes()).iterator().next());
  }

  @Test
  void groupsAreListedAndDescribedWithTheirMembers() throws Exception {
    createOrders();
    try (KafkaConsumer<String, String> consumer = member("readers", "")) {
      ConsumerGroupDescription group =
          get(admin.describeConsumerGroups(List.of("readers")).all()).get("readers");
      assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
      assertThat(group.coordinator()).isNotNull();
      assertThat(group.members()).hasSize(1);
      MemberDescription member = group.members().iterator().next();
      assertThat(member.assignment().topicPartitions()).containsExactlyInAnyOrder(FIRST, SECOND);
      assertThat(get(admin.listConsumerGroups().all()))
          .extracting(ConsumerGroupListing::groupId)
          .containsExactly("readers");
      assertThat(
              get(
                  admin
                      .listConsumerGroups(
                          new ListConsumerGroupsOptions().inGroupStates(Set.of(GroupState.EMPTY)))
                      .all()))
          .isEmpty();
      fails(
          () -> get(admin.deleteConsumerGroups(List.of("readers")).all()),
          GroupNotEmptyException.class);
      fails(
          () ->
              get(
                  admin
                      .alterConsumerGroupOffsets("readers", Map.of(FIRST, new OffsetAndMetadata(1)))
                      .all()),
          UnknownMemberIdException.class);
      assertThat(consumer.groupMetadata().memberId()).isEqualTo(member.consumerId());
    }
    get(admin.deleteConsumerGroups(List.of("readers")).all());
    assertThat(get(admin.listGroups().all())).isEmpty();
  }

  @Test
  void offsetsOfGroupsAreSetReadAndDeleted() throws Exception {
    createOrders();
    OffsetAndMetadata seven = new OffsetAndMetadata(7, "why");
    get(admin.alterConsumerGroupOffsets("g", Map.of(FIRST, seven)).all());
    assertThat(get(admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata()))
        .containsExactly(Map.entry(FIRST, seven));
    var some =
        admin.listConsumerGroupOffsets(
            Map.of("g", new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(SECOND))));
    assertThat(get(some.all()).get("g")).containsOnlyKeys(SECOND).containsEntry(SECOND, null);
    get(admin.deleteConsumerGroupOffsets("g", Set.of(FIRST)).all());
    assertThat(get(admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata())).isEmpty();
  }

  @Test
  void membersAreRemovedByInstanceAndAllTogether() throws Exception {
    createOrders();
    try (KafkaConsumer<String, String> consumer = member("static", "one")) {
      fails(
          () ->
              get(
                  admin
                      .removeMembersFromConsumerGroup(
                          "static",
                          new RemoveMembersFromConsumerGroupOptions(
                              List.of(new MemberToRemove("two"))))
                      .memberResult(new MemberToRemove("two"))),
          UnknownMemberIdException.class);
      get(
          admin
              .removeMembersFromConsumerGroup(
                  "static",
                  new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove("one")))
                      .reason("moved"))
              .all());
      assertThat(consumer.subscription()).containsExactly("orders");
      assertThat(get(admin.describeConsumerGroups(List.of("static")).all()).get("static").members())
          .isEmpty();
    }
    try (KafkaConsumer<String, String> consumer = member("dynamic", "")) {
      get(
          admin
              .removeMembersFromConsumerGroup(
                  "dynamic", new RemoveMembersFromConsumerGroupOptions())
              .all());
      assertThat(consumer.subscription()).containsExactly("orders");
    }
  }

  @Test
  void aClosedClientTakesNoCalls() {
    AdminClient other = new KafkaAdminClient(settings().build(), runtime());
    other.close();
    other.close();
    assertThatThrownBy(other::listTopics)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void closingWaitsForCallsUnderWay() throws Exception {
    AdminClient other = new KafkaAdminClient(settings().build(), runtime());
    var created = other.createTopics(List.of(new NewTopic("late", 1, (short) 1)));
    other.close();
    assertThat(created.all()).isCompleted();
    assertThat(get(admin.listTopics().names())).containsExactly("late");
  }

  @Test
  void theProviderIsFoundOnTheClassPath() {
    assertThat(AdminProvider.find()).isInstanceOf(KafkaAdminProvider.class);
  }
}
