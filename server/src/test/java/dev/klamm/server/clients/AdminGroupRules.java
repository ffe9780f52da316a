package dev.klamm.server.clients;

import static dev.klamm.server.clients.AdminRules.failsWith;
import static dev.klamm.server.clients.Rules.done;
import static dev.klamm.server.clients.Rules.partition;
import static dev.klamm.server.clients.Rules.pollUntil;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.admin.ClassicGroupDescription;
import dev.klamm.api.admin.ConsumerGroupDescription;
import dev.klamm.api.admin.ConsumerGroupListing;
import dev.klamm.api.admin.GroupListing;
import dev.klamm.api.admin.GroupState;
import dev.klamm.api.admin.GroupType;
import dev.klamm.api.admin.ListConsumerGroupOffsetsSpec;
import dev.klamm.api.admin.ListConsumerGroupsOptions;
import dev.klamm.api.admin.MemberDescription;
import dev.klamm.api.admin.MemberToRemove;
import dev.klamm.api.admin.RemoveMembersFromConsumerGroupOptions;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.GroupIdNotFoundException;
import dev.klamm.api.error.GroupNotEmptyException;
import dev.klamm.api.error.GroupSubscribedToTopicException;
import dev.klamm.api.error.UnknownMemberIdException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Groups as administrators see them. */
interface AdminGroupRules extends Rules {

  private Consumer<String, String> joined(String topic, Map<String, ?> settings) {
    Consumer<String, String> consumer = cluster().member(topic, settings);
    consumer.subscribe(List.of(topic));
    pollUntil(consumer, () -> consumer.assignment().size() == 2);
    return consumer;
  }

  private ConsumerGroupDescription described(String group) throws Exception {
    return done(admin().describeConsumerGroups(List.of(group)).all()).get(group);
  }

  @Test
  default void groupsAreDescribedWithTheirMembers() throws Exception {
    String topic = topic("described", 2);
    try (Consumer<String, String> consumer =
        joined(topic, Map.of("client.id", "me", "partition.assignment.strategy", "roundrobin"))) {
      ConsumerGroupDescription group = described(topic);
      assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
      assertThat(group.type()).isEqualTo(GroupType.CLASSIC);
      assertThat(group.partitionAssignor()).isEqualTo("roundrobin");
      assertThat(group.coordinator()).isNotNull();
      MemberDescription member = group.members().iterator().next();
      assertThat(member.clientId()).isEqualTo("me");
      assertThat(member.consumerId()).isEqualTo(consumer.groupMetadata().memberId());
      assertThat(member.assignment().topicPartitions()).isEqualTo(consumer.assignment());
    }
    assertThat(described(topic).groupState()).isEqualTo(GroupState.EMPTY);
    failsWith(
        GroupIdNotFoundException.class,
        admin().describeConsumerGroups(List.of(topic + "-none")).all());
  }

  @Test
  default void classicGroupsAreDescribedWithTheirProtocol() throws Exception {
    String topic = topic("classic", 2);
    try (Consumer<String, String> consumer = joined(topic, Map.of())) {
      ClassicGroupDescription group =
          done(admin().describeClassicGroups(List.of(topic)).all()).get(topic);
      assertThat(group.protocol()).isEqualTo("consumer");
      assertThat(group.protocolData()).isEqualTo("range");
      assertThat(group.members().iterator().next().assignment().topicPartitions())
          .isEqualTo(consumer.assignment());
    }
  }

  @Test
  default void groupsAreListedByState() throws Exception {
    String topic = topic("listed", 2);
    try (Consumer<String, String> consumer = joined(topic, Map.of())) {
      assertThat(consumer.assignment()).hasSize(2);
      assertThat(done(admin().listConsumerGroups().all()))
          .extracting(ConsumerGroupListing::groupId)
          .contains(topic);
      assertThat(done(admin().listGroups().all()))
          .contains(
              new GroupListing(
                  topic,
                  java.util.Optional.of(GroupType.CLASSIC),
                  "consumer",
                  java.util.Optional.of(GroupState.STABLE)));
      assertThat(
              done(
                  admin()
                      .listConsumerGroups(
                          new ListConsumerGroupsOptions().inGroupStates(Set.of(GroupState.EMPTY)))
                      .all()))
          .extracting(ConsumerGroupListing::groupId)
          .doesNotContain(topic);
    }
  }

  @Test
  default void offsetsAreSetReadAndDeleted() throws Exception {
    String topic = topic("offsets", 2);
    TopicPartition first = partition(topic, 0);
    TopicPartition second = partition(topic, 1);
    OffsetAndMetadata seven = new OffsetAndMetadata(7, "why");
    done(admin().alterConsumerGroupOffsets(topic, Map.of(first, seven)).all());
    assertThat(done(admin().listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata()))
        .containsExactly(Map.entry(first, seven));
    assertThat(
            done(admin()
                    .listConsumerGroupOffsets(
                        Map.of(
                            topic,
                            new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(second))))
                    .all())
                .get(topic))
        .containsOnlyKeys(second)
        .containsEntry(second, null);
    done(admin().deleteConsumerGroupOffsets(topic, Set.of(first)).all());
    assertThat(done(admin().listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata()))
        .isEmpty();
  }

  @Test
  default void groupsWithMembersAreProtected() throws Exception {
    String topic = topic("protected", 2);
    try (Consumer<String, String> consumer = joined(topic, Map.of())) {
      TopicPartition partition = partition(topic, 0);
      consumer.commitSync();
      failsWith(GroupNotEmptyException.class, admin().deleteConsumerGroups(List.of(topic)).all());
      failsWith(
          UnknownMemberIdException.class,
          admin()
              .alterConsumerGroupOffsets(topic, Map.of(partition, new OffsetAndMetadata(1)))
              .all());
      failsWith(
          GroupSubscribedToTopicException.class,
          admin().deleteConsumerGroupOffsets(topic, Set.of(partition)).all());
    }
    done(admin().deleteConsumerGroups(List.of(topic)).all());
    failsWith(GroupIdNotFoundException.class, admin().deleteConsumerGroups(List.of(topic)).all());
  }

  @Test
  default void membersAreRemoved() throws Exception {
    String topic = topic("removed", 2);
    try (Consumer<String, String> consumer =
        joined(topic, Map.of("group.instance.id", "one", "enable.auto.commit", false))) {
      MemberToRemove stranger = new MemberToRemove("stranger");
      failsWith(
          UnknownMemberIdException.class,
          admin()
              .removeMembersFromConsumerGroup(
                  topic, new RemoveMembersFromConsumerGroupOptions(List.of(stranger)))
              .memberResult(stranger));
      done(
          admin()
              .removeMembersFromConsumerGroup(
                  topic,
                  new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove("one"))))
              .all());
      assertThat(described(topic).members()).isEmpty();
      assertThat(consumer.subscription()).containsExactly(topic);
    }
  }

  @Test
  default void allMembersAreRemovedTogether() throws Exception {
    String topic = topic("emptied", 2);
    try (Consumer<String, String> consumer = joined(topic, Map.of("enable.auto.commit", false))) {
      done(
          admin()
              .removeMembersFromConsumerGroup(topic, new RemoveMembersFromConsumerGroupOptions())
              .all());
      pollUntil(consumer, () -> consumer.assignment().size() == 2);
    }
  }
}
