package dev.klamm.strangers.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListConsumerGroupsOptions;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminGroupsTest extends StockAdmin {

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"classic", "consumer"})
  @Covers("describeConsumerGroups")
  void aGroupIsDescribedWithItsMembers(String protocol) throws Exception {
    String group = node.name("group");
    String topic = topic(2);
    try (KafkaConsumer<String, String> member = member(group, topic, protocol, "")) {
      ConsumerGroupDescription described = describe(group);
      assertThat(described.groupState()).isEqualTo(GroupState.STABLE);
      assertThat(described.type())
          .isEqualTo(protocol.equals("classic") ? GroupType.CLASSIC : GroupType.CONSUMER);
      assertThat(described.coordinator().port()).isEqualTo(node.port());
      assertThat(described.members()).hasSize(1);
      var only = described.members().iterator().next();
      assertThat(only.consumerId()).isEqualTo(member.groupMetadata().memberId());
      assertThat(only.clientId()).isEqualTo("stranger");
      assertThat(only.assignment().topicPartitions()).hasSize(2);
    }
    assertThat(describe(group).groupState()).isEqualTo(GroupState.EMPTY);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"classic", "consumer"})
  @Covers({"listGroups", "listConsumerGroups"})
  @SuppressWarnings({"deprecation", "removal"}) // still there to be called
  void groupsAreListedByStateAndType(String protocol) throws Exception {
    String group = node.name("group");
    try (KafkaConsumer<String, String> member = member(group, topic(1), protocol, "")) {
      GroupType type = protocol.equals("classic") ? GroupType.CLASSIC : GroupType.CONSUMER;
      GroupListing found =
          get(admin.listGroups().all()).stream()
              .filter(each -> each.groupId().equals(group))
              .findFirst()
              .orElseThrow();
      assertThat(found.type()).contains(type);
      assertThat(found.protocol()).isEqualTo("consumer");
      assertThat(found.groupState()).contains(GroupState.STABLE);
      assertThat(ids(new ListGroupsOptions().inGroupStates(Set.of(GroupState.STABLE))))
          .contains(group);
      assertThat(ids(new ListGroupsOptions().inGroupStates(Set.of(GroupState.EMPTY))))
          .doesNotContain(group);
      assertThat(ids(new ListGroupsOptions().withTypes(Set.of(type)))).contains(group);
      assertThat(ids(new ListGroupsOptions().withTypes(Set.of(GroupType.SHARE))))
          .doesNotContain(group);
      assertThat(get(admin.listConsumerGroups(new ListConsumerGroupsOptions()).all()))
          .anyMatch(each -> each.groupId().equals(group));
      assertThat(member.assignment()).isNotEmpty();
    }
  }

  @Test
  @Covers("describeClassicGroups")
  void aClassicGroupIsDescribedAsOne() throws Exception {
    String group = node.name("group");
    try (KafkaConsumer<String, String> member = member(group, topic(1), "classic", "")) {
      var described = get(admin.describeClassicGroups(List.of(group)).all()).get(group);
      assertThat(described.state()).hasToString("Stable");
      assertThat(described.protocol()).isEqualTo("consumer");
      assertThat(described.members()).hasSize(1);
      assertThat(member.assignment()).hasSize(1);
    }
  }

  @Test
  @Covers({"describeConsumerGroups", "describeClassicGroups"})
  void aGroupThatIsNotThereIsNotFound() {
    assertRefused(
        admin.describeConsumerGroups(List.of(node.name("none"))).all(),
        GroupIdNotFoundException.class);
    assertRefused(
        admin.describeClassicGroups(List.of(node.name("none"))).all(),
        GroupIdNotFoundException.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"classic", "consumer"})
  @Covers({
    "alterConsumerGroupOffsets",
    "listConsumerGroupOffsets",
    "deleteConsumerGroupOffsets",
    "deleteConsumerGroups"
  })
  void offsetsAreSetAndListedAndDeleted(String protocol) throws Exception {
    String group = node.name("group");
    String topic = topic(3);
    member(group, topic, protocol, "").close();
    TopicPartition first = new TopicPartition(topic, 0);
    TopicPartition second = new TopicPartition(topic, 1);
    OffsetAndMetadata offset = new OffsetAndMetadata(7, "why");
    get(admin.alterConsumerGroupOffsets(group, Map.of(first, offset, second, offset)).all());
    assertThat(offsets(group)).containsEntry(first, offset).containsEntry(second, offset);
    assertThat(
            get(
                admin
                    .listConsumerGroupOffsets(
                        Map.of(
                            group,
                            new ListConsumerGroupOffsetsSpec()
                                .topicPartitions(List.of(second, new TopicPartition(topic, 2)))))
                    .partitionsToOffsetAndMetadata(group)))
        .containsEntry(second, offset)
        .containsEntry(new TopicPartition(topic, 2), null);
    get(admin.deleteConsumerGroupOffsets(group, Set.of(first)).all());
    assertThat(offsets(group)).doesNotContainKey(first).containsKey(second);
    get(admin.deleteConsumerGroups(List.of(group)).all());
    assertThat(offsets(group)).isEmpty();
    assertThat(ids(new ListGroupsOptions())).doesNotContain(group);
  }

  @Test
  @Covers({"alterStreamsGroupOffsets", "listStreamsGroupOffsets"})
  void theCallsForStreamsGroupsKeepOffsetsToo() throws Exception {
    String group = node.name("group");
    TopicPartition partition = new TopicPartition(topic(1), 0);
    OffsetAndMetadata offset = new OffsetAndMetadata(3);
    get(admin.alterStreamsGroupOffsets(group, Map.of(partition, offset)).all());
    assertThat(
            get(
                admin
                    .listStreamsGroupOffsets(Map.of(group, new ListStreamsGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(group)))
        .containsEntry(partition, offset);
  }

  @Test
  @Covers("alterConsumerGroupOffsets")
  void offsetsMakeAGroup() throws Exception {
    String group = node.name("group");
    TopicPartition partition = new TopicPartition(topic(1), 0);
    get(admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(3))).all());
    assertThat(describe(group).groupState()).isEqualTo(GroupState.EMPTY);
    assertRefused(
        admin
            .alterConsumerGroupOffsets(
                group, Map.of(new TopicPartition(node.name("none"), 0), new OffsetAndMetadata(3)))
            .all(),
        UnknownTopicOrPartitionException.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"classic", "consumer"})
  @Covers({"deleteConsumerGroups", "deleteConsumerGroupOffsets", "alterConsumerGroupOffsets"})
  void whatAMemberUsesStays(String protocol) throws Exception {
    String group = node.name("group");
    String topic = topic(1);
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, String> member = member(group, topic, protocol, "")) {
      member.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
      assertRefused(admin.deleteConsumerGroups(List.of(group)).all(), GroupNotEmptyException.class);
      assertRefused(
          admin.deleteConsumerGroupOffsets(group, Set.of(partition)).partitionResult(partition),
          GroupSubscribedToTopicException.class);
      assertRefused(
          admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(1))).all(),
          UnknownMemberIdException.class);
    }
    assertRefused(
        admin.deleteConsumerGroups(List.of(node.name("none"))).all(),
        GroupIdNotFoundException.class);
  }

  @Test
  @Covers("removeMembersFromConsumerGroup")
  void membersAreRemovedByInstanceOrAllAtOnce() throws Exception {
    String group = node.name("group");
    String topic = topic(2);
    try (KafkaConsumer<String, String> first = member(group, topic, "classic", "one")) {
      get(
          admin
              .removeMembersFromConsumerGroup(
                  group,
                  new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("one"))))
              .all());
      assertThat(describe(group).members()).isEmpty();
      var unknown = new MemberToRemove("nobody");
      assertRefused(
          admin
              .removeMembersFromConsumerGroup(
                  group, new RemoveMembersFromConsumerGroupOptions(Set.of(unknown)))
              .memberResult(unknown),
          UnknownMemberIdException.class);
      assertThat(first.groupMetadata().groupInstanceId()).contains("one");
    }
    try (KafkaConsumer<String, String> other = member(group, topic, "classic", "")) {
      assertThat(other.assignment()).hasSize(2);
      get(
          admin
              .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
              .all());
      assertThat(describe(group).members()).isEmpty();
    }
  }

  /** A member that has its assignment. */
  private static KafkaConsumer<String, String> member(
      String group, String topic, String protocol, String instance) {
    Map<String, Object> settings =
        new java.util.HashMap<>(
            Map.of(
                "bootstrap.servers",
                node.bootstrapServers(),
                "group.id",
                group,
                "client.id",
                "stranger",
                "group.protocol",
                protocol,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest"));
    if (!instance.isEmpty()) {
      settings.put("group.instance.id", instance);
    }
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of(topic));
    for (int polls = 0; consumer.assignment().isEmpty(); polls++) {
      assertThat(polls).isLessThan(200);
      consumer.poll(Duration.ofMillis(100));
    }
    return consumer;
  }

  private static ConsumerGroupDescription describe(String group) throws Exception {
    return get(admin.describeConsumerGroups(List.of(group)).all()).get(group);
  }

  private static Collection<String> ids(ListGroupsOptions options) throws Exception {
    return get(admin.listGroups(options).all()).stream().map(GroupListing::groupId).toList();
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(String group) throws Exception {
    return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
  }
}
