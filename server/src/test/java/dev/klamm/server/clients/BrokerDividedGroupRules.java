package dev.klamm.server.clients;

import static dev.klamm.server.clients.Rules.done;
import static dev.klamm.server.clients.Rules.partition;
import static dev.klamm.server.clients.Rules.pollUntil;
import static dev.klamm.server.clients.Rules.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.admin.ConsumerGroupDescription;
import dev.klamm.api.admin.GroupListing;
import dev.klamm.api.admin.GroupState;
import dev.klamm.api.admin.GroupType;
import dev.klamm.api.admin.ListGroupsOptions;
import dev.klamm.api.admin.MemberDescription;
import dev.klamm.api.admin.NewPartitions;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRebalanceListener;
import dev.klamm.api.consumer.GroupProtocol;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.consumer.SubscriptionPattern;
import dev.klamm.api.error.InvalidRegularExpression;
import dev.klamm.api.error.UnreleasedInstanceIdException;
import dev.klamm.api.error.UnsupportedAssignorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is particular to groups whose partitions the broker divides (KIP-848). */
interface BrokerDividedGroupRules extends Rules {

  private Consumer<String, String> member(String group, Map<String, ?> settings) {
    return cluster().member(GroupProtocol.CONSUMER, group, settings);
  }

  /** Remembers what its consumer was told, by numbers of partitions. */
  final class Events implements ConsumerRebalanceListener {
    final List<String> events = new ArrayList<>();

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      events.add("revoked " + partitions.size());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      events.add("assigned " + partitions.size());
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      events.add("lost " + partitions.size());
    }
  }

  /** Polls all by turns until each has so many partitions. */
  private static void share(int each, List<Consumer<String, String>> members) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (members.stream().anyMatch(one -> one.assignment().size() != each)) {
      assertThat(System.nanoTime())
          .as("%s", members.stream().map(Consumer::assignment).toList())
          .isLessThan(deadline);
      members.forEach(one -> one.poll(POLL));
    }
  }

  @Test
  default void membersGiveUpOnlyWhatGoesToOthers() throws Exception {
    String topic = topic("incremental", 3);
    Events told = new Events();
    try (Consumer<String, String> one = member(topic, Map.of())) {
      one.subscribe(List.of(topic), told);
      pollUntil(one, () -> one.assignment().size() == 3);
      try (Consumer<String, String> two = member(topic, Map.of())) {
        two.subscribe(List.of(topic));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (two.assignment().size() != 1) {
          assertThat(System.nanoTime()).isLessThan(deadline);
          one.poll(POLL);
          two.poll(POLL);
        }
      }
      pollUntil(one, () -> one.assignment().size() == 3);
    }
    // A broker may first give a member nothing, and divide a moment later.
    assertThat(told.events)
        .filteredOn(event -> !event.equals("assigned 0"))
        .startsWith("assigned 3", "revoked 1")
        .endsWith("revoked 3")
        .doesNotContain("revoked 2", "lost 1");
  }

  @Test
  default void theBrokerPicksTopicsByAPattern() throws Exception {
    String topic = topic("regex-one", 2);
    String suffix = topic.substring("regex-one".length());
    fill(topic, 2, 4);
    try (Consumer<String, String> consumer = member(topic, Map.of())) {
      consumer.subscribe(new SubscriptionPattern("regex-...+" + suffix));
      assertThat(read(consumer, 4)).extracting(record -> record.topic()).containsOnly(topic);
      assertThat(consumer.subscription()).isEmpty();
      consumer.unsubscribe();
      consumer.subscribe(List.of(topic));
      pollUntil(consumer, () -> consumer.assignment().size() == 2);
    }
  }

  @Test
  default void aPatternThatIsNoneIsRefused() throws Exception {
    String topic = topic("no-regex", 1);
    try (Consumer<String, String> consumer = member(topic, Map.of())) {
      consumer.subscribe(new SubscriptionPattern("(unclosed"));
      assertThatThrownBy(() -> pollUntil(consumer, () -> false))
          .isInstanceOf(InvalidRegularExpression.class);
    }
  }

  @Test
  default void anAssignorThatTheBrokerHasNotIsRefused() throws Exception {
    String topic = topic("no-assignor", 1);
    try (Consumer<String, String> consumer =
        member(topic, Map.of("group.remote.assignor", "nearest"))) {
      consumer.subscribe(List.of(topic));
      assertThatThrownBy(() -> pollUntil(consumer, () -> false))
          .isInstanceOf(UnsupportedAssignorException.class);
    }
  }

  @Test
  default void aStaticMembersPlaceIsNotTakenWhileItIsThere() throws Exception {
    String topic = topic("twins", 1);
    Map<String, Object> settings = Map.of("group.instance.id", "twin");
    try (Consumer<String, String> first = member(topic, settings);
        Consumer<String, String> second = member(topic, settings)) {
      first.subscribe(List.of(topic));
      pollUntil(first, () -> first.assignment().size() == 1);
      second.subscribe(List.of(topic));
      assertThatThrownBy(() -> pollUntil(second, () -> false))
          .isInstanceOf(UnreleasedInstanceIdException.class);
      first.unsubscribe();
      // It may try again whenever its application polls.
      pollUntil(second, () -> second.assignment().size() == 1);
    }
  }

  @Test
  default void whoDidNotPollHearsThatItsPartitionsAreLost() throws Exception {
    String topic = topic("slow", 1);
    Events told = new Events();
    try (Consumer<String, String> slow = member(topic, Map.of("max.poll.interval.ms", 500));
        Consumer<String, String> other = member(topic, Map.of())) {
      slow.subscribe(List.of(topic), told);
      pollUntil(slow, () -> slow.assignment().size() == 1);
      other.subscribe(List.of(topic));
      pollUntil(other, () -> other.assignment().size() == 1);
      pollUntil(slow, () -> told.events.contains("lost 1"));
      // A broker may first give a member nothing, and divide a moment later.
      assertThat(told.events)
          .filteredOn(event -> !event.equals("assigned 0"))
          .containsExactly("assigned 1", "lost 1");
      other.unsubscribe();
      pollUntil(slow, () -> slow.assignment().size() == 1);
    }
  }

  @Test
  default void positionsAreCommittedBeforePartitionsGoToAnother() throws Exception {
    String topic = topic("handed-over", 2);
    fill(topic, 2, 20);
    try (Consumer<String, String> one = member(topic, Map.of())) {
      one.subscribe(List.of(topic));
      read(one, 20);
      try (Consumer<String, String> two = member(topic, Map.of())) {
        two.subscribe(List.of(topic));
        List<String> again = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (two.assignment().size() != 1) {
          assertThat(System.nanoTime()).isLessThan(deadline);
          one.poll(POLL);
          two.poll(POLL).forEach(record -> again.add(record.value()));
        }
        TopicPartition moved = two.assignment().iterator().next();
        assertThat(two.position(moved)).isEqualTo(10);
        assertThat(again).isEmpty();
      }
    }
  }

  @Test
  default void newPartitionsAreSharedOut() throws Exception {
    String topic = topic("growing", 1);
    try (Consumer<String, String> consumer = member(topic, Map.of())) {
      consumer.subscribe(List.of(topic));
      pollUntil(consumer, () -> consumer.assignment().size() == 1);
      done(admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all());
      pollUntil(consumer, () -> consumer.assignment().size() == 3);
    }
  }

  @Test
  default void aGroupIsConvertedWhileItWorksAndBack() throws Exception {
    String topic = topic("converted", 4);
    fill(topic, 4, 40);
    try (Consumer<String, String> old = cluster().member(topic, Map.of())) {
      old.subscribe(List.of(topic));
      read(old, 40);
      old.commitSync();
      try (Consumer<String, String> modern = member(topic, Map.of())) {
        modern.subscribe(List.of(topic));
        share(2, List.of(old, modern));
        assertThat(describe(topic).type()).isEqualTo(GroupType.CONSUMER);
        fill(topic, 4, 4);
        assertThat(read(modern, 2)).hasSize(2);
      }
      pollUntil(old, () -> old.assignment().size() == 4);
      assertThat(describe(topic).type()).isEqualTo(GroupType.CLASSIC);
    }
  }

  private ConsumerGroupDescription describe(String group) throws Exception {
    return done(admin().describeConsumerGroups(List.of(group)).all()).get(group);
  }

  @Test
  default void adminsSeeTypeEpochsAndTargets() throws Exception {
    String topic = topic("described", 2);
    try (Consumer<String, String> consumer = member(topic, Map.of())) {
      consumer.subscribe(List.of(topic));
      pollUntil(consumer, () -> consumer.assignment().size() == 2);
      consumer.commitSync(Map.of(partition(topic, 0), new OffsetAndMetadata(0)));
      ConsumerGroupDescription group = describe(topic);
      assertThat(group.type()).isEqualTo(GroupType.CONSUMER);
      assertThat(group.groupState()).isIn(GroupState.STABLE, GroupState.RECONCILING);
      assertThat(group.partitionAssignor()).isEqualTo("uniform");
      assertThat(group.groupEpoch().orElseThrow()).isPositive();
      MemberDescription member = group.members().iterator().next();
      assertThat(member.memberEpoch()).hasValue(consumer.groupMetadata().generationId());
      assertThat(member.consumerId()).isEqualTo(consumer.groupMetadata().memberId());
      assertThat(member.targetAssignment().orElseThrow().topicPartitions())
          .containsExactlyInAnyOrder(partition(topic, 0), partition(topic, 1));
      assertThat(listed(GroupType.CONSUMER)).contains(topic);
      assertThat(listed(GroupType.CLASSIC)).doesNotContain(topic);
    }
    done(
        admin()
            .alterConsumerGroupOffsets(topic, Map.of(partition(topic, 1), new OffsetAndMetadata(0)))
            .all());
    assertThat(
            done(admin().listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata()).keySet())
        .containsExactlyInAnyOrder(partition(topic, 0), partition(topic, 1));
    done(admin().deleteConsumerGroupOffsets(topic, Set.of(partition(topic, 0))).all());
    done(admin().deleteConsumerGroups(List.of(topic)).all());
    assertThat(listed(GroupType.CONSUMER)).doesNotContain(topic);
  }

  private List<String> listed(GroupType type) throws Exception {
    return done(admin().listGroups(new ListGroupsOptions().withTypes(Set.of(type))).all()).stream()
        .map(GroupListing::groupId)
        .toList();
  }
}
