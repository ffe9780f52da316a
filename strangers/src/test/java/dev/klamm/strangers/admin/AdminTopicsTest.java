package dev.klamm.strangers.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

final class AdminTopicsTest extends StockAdmin {

  @Test
  @Covers("createTopics")
  void aCreatedTopicIsTheOneThatWasAskedFor() throws Exception {
    String name = node.name("created");
    CreateTopicsResult created =
        admin.createTopics(
            List.of(new NewTopic(name, 3, (short) 1).configs(Map.of("cleanup.policy", "compact"))));
    get(created.all());
    assertThat(get(created.numPartitions(name))).isEqualTo(3);
    assertThat(get(created.replicationFactor(name))).isEqualTo(1);
    assertThat(get(created.topicId(name))).isNotEqualTo(Uuid.ZERO_UUID);
    assertThat(get(created.config(name)).get("cleanup.policy").value()).isEqualTo("compact");
  }

  @Test
  @Covers("createTopics")
  void whatATopicDoesNotSayTheBrokerDecides() throws Exception {
    String name = node.name("defaults");
    get(admin.createTopics(List.of(new NewTopic(name, Optional.empty(), Optional.empty()))).all());
    assertThat(describe(name).partitions()).hasSize(1);
  }

  @Test
  @Covers("createTopics")
  void replicasMayBePlacedOnThisBroker() throws Exception {
    int broker = get(admin.describeCluster().nodes()).iterator().next().id();
    String name = node.name("placed");
    get(
        admin
            .createTopics(
                List.of(new NewTopic(name, Map.of(0, List.of(broker), 1, List.of(broker)))))
            .all());
    assertThat(describe(name).partitions()).hasSize(2);
    assertRefused(
        admin
            .createTopics(List.of(new NewTopic(node.name("x"), Map.of(0, List.of(broker + 7)))))
            .all(),
        InvalidReplicaAssignmentException.class);
  }

  @Test
  @Covers("createTopics")
  void aTopicThatIsOnlyCheckedDoesNotAppear() throws Exception {
    String name = node.name("checked");
    get(
        admin
            .createTopics(
                List.of(new NewTopic(name, 2, (short) 1)),
                new CreateTopicsOptions().validateOnly(true))
            .all());
    assertThat(get(admin.listTopics().names())).doesNotContain(name);
  }

  @Test
  @Covers("createTopics")
  void eachWrongTopicIsRefusedByItsOwnError() throws Exception {
    String there = topic(1);
    assertRefused(create(new NewTopic(there, 1, (short) 1)), TopicExistsException.class);
    assertRefused(create(new NewTopic("no/slash", 1, (short) 1)), InvalidTopicException.class);
    assertRefused(create(new NewTopic("", 1, (short) 1)), InvalidTopicException.class);
    assertRefused(create(new NewTopic("x".repeat(250), 1, (short) 1)), InvalidTopicException.class);
    assertRefused(
        create(new NewTopic(node.name("x"), 1, (short) 2)),
        InvalidReplicationFactorException.class);
    assertRefused(
        create(new NewTopic(node.name("x"), 0, (short) 1)), InvalidPartitionsException.class);
    assertRefused(
        create(new NewTopic(node.name("x"), 1, (short) 1).configs(Map.of("retention.ms", "soon"))),
        InvalidConfigurationException.class);
    assertRefused(
        create(new NewTopic(node.name("x"), 1, (short) 1).configs(Map.of("no.such.key", "1"))),
        InvalidConfigurationException.class);
  }

  @Test
  @Covers("listTopics")
  void topicsAreListedWithTheirIds() throws Exception {
    String name = topic(1);
    assertThat(get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names()))
        .contains(name);
    assertThat(get(admin.listTopics().namesToListings()).get(name).topicId())
        .isEqualTo(describe(name).topicId());
  }

  @Test
  @Covers("describeTopics")
  void topicsAreDescribedByNameAndById() throws Exception {
    String name = topic(3);
    TopicDescription described = describe(name);
    assertThat(described.partitions()).hasSize(3);
    assertThat(described.isInternal()).isFalse();
    assertThat(described.partitions())
        .allSatisfy(
            partition -> {
              assertThat(partition.leader().port()).isEqualTo(node.port());
              assertThat(partition.replicas()).hasSize(1);
              assertThat(partition.isr()).isEqualTo(partition.replicas());
            });
    Uuid id = described.topicId();
    TopicDescription byId =
        get(admin.describeTopics(TopicCollection.ofTopicIds(List.of(id))).allTopicIds()).get(id);
    assertThat(byId.name()).isEqualTo(name);
    assertThat(byId.partitions()).hasSize(3);
  }

  @Test
  @Covers("describeTopics")
  void topicsWithManyPartitionsAreDescribedInPieces() throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      names.add(topic(40));
    }
    Map<String, TopicDescription> all =
        get(
            admin
                .describeTopics(
                    names, new DescribeTopicsOptions().partitionSizeLimitPerResponse(30))
                .allTopicNames());
    assertThat(all.values())
        .hasSize(5)
        .allSatisfy(each -> assertThat(each.partitions()).hasSize(40));
  }

  @Test
  @Covers("describeTopics")
  void everythingIsAllowedWhereThereIsNoAccessControl() throws Exception {
    String name = topic(1);
    Set<AclOperation> allowed =
        get(admin
                .describeTopics(
                    List.of(name), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames())
            .get(name)
            .authorizedOperations();
    assertThat(allowed)
        .containsExactlyInAnyOrder(
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.CREATE,
            AclOperation.DELETE,
            AclOperation.ALTER,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.ALTER_CONFIGS);
  }

  @Test
  @Covers("describeTopics")
  void aTopicThatIsNotThereIsUnknown() {
    assertRefused(
        admin.describeTopics(List.of(node.name("none"))).allTopicNames(),
        UnknownTopicOrPartitionException.class);
    assertRefused(
        admin.describeTopics(TopicCollection.ofTopicIds(List.of(Uuid.randomUuid()))).allTopicIds(),
        UnknownTopicIdException.class);
    assertRefused(
        admin.describeTopics(List.of("no/slash")).allTopicNames(), InvalidTopicException.class);
  }

  @Test
  @Covers("deleteTopics")
  void topicsAreDeletedByNameAndById() throws Exception {
    String byName = topic(1);
    String byId = topic(2);
    get(admin.deleteTopics(List.of(byName)).all());
    get(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(describe(byId).topicId()))).all());
    assertThat(get(admin.listTopics().names())).doesNotContain(byName, byId);
    assertRefused(
        admin.deleteTopics(List.of(byName)).all(), UnknownTopicOrPartitionException.class);
    assertRefused(
        admin.deleteTopics(TopicCollection.ofTopicIds(List.of(Uuid.randomUuid()))).all(),
        UnknownTopicIdException.class);
  }

  @Test
  @Covers("createPartitions")
  void partitionsAreAddedAndNeverTaken() throws Exception {
    String name = topic(2);
    get(
        admin
            .createPartitions(
                Map.of(name, NewPartitions.increaseTo(9)),
                new CreatePartitionsOptions().validateOnly(true))
            .all());
    assertThat(describe(name).partitions()).hasSize(2);
    get(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(4))).all());
    assertThat(describe(name).partitions()).hasSize(4);
    produce(name, 3, 1);
    for (int count : new int[] {4, 3, 0, -1}) {
      assertRefused(
          admin.createPartitions(Map.of(name, NewPartitions.increaseTo(count))).all(),
          InvalidPartitionsException.class);
    }
    assertRefused(
        admin.createPartitions(Map.of(node.name("none"), NewPartitions.increaseTo(2))).all(),
        UnknownTopicOrPartitionException.class);
  }

  private static KafkaFuture<Void> create(NewTopic topic) {
    return admin.createTopics(List.of(topic)).all();
  }

  private static TopicDescription describe(String topic) throws Exception {
    return get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
  }
}
