package dev.klamm.core.consumer.assignor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.TopicPartition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.internals.AbstractPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds our assignors against Kafka's, with random groups. */
final class AssignorsTest {
  private static final int ROUNDS = 300;

  static Stream<PartitionAssignor> all() {
    return Stream.of(
        new RangeAssignor(),
        new RoundRobinAssignor(),
        new StickyAssignor(),
        new CooperativeStickyAssignor());
  }

  private record Group(
      Map<String, Integer> topics,
      List<GroupMember> members,
      Map<TopicPartition, Set<String>> racks) {
    Group(Map<String, Integer> topics, List<GroupMember> members) {
      this(topics, members, Map.of());
    }

    PartitionRacks usefulRacks() {
      return new PartitionRacks(racks).usefulFor(members);
    }
  }

  /** The same, with members and replicas in some of three racks. */
  private static Group inRacks(Group group, Random random) {
    List<GroupMember> members = new ArrayList<>();
    for (GroupMember one : group.members()) {
      int rack = random.nextInt(4);
      members.add(
          new GroupMember(
              one.id(),
              one.instanceId(),
              one.topics(),
              one.owned(),
              one.generation(),
              one.userData(),
              rack == 3 ? null : "rack" + rack));
    }
    Map<TopicPartition, Set<String>> racks = new HashMap<>();
    group
        .topics()
        .forEach(
            (topic, count) -> {
              for (int i = 0; i < count; i++) {
                Set<String> some = new HashSet<>();
                random.ints(2, 0, 3).forEach(n -> some.add("rack" + n));
                racks.put(new TopicPartition(topic, i), some);
              }
            });
    return new Group(group.topics(), members, racks);
  }

  private static Group random(Random random, boolean sameTopics) {
    Map<String, Integer> topics = new TreeMap<>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      topics.put("t" + i, 1 + random.nextInt(9));
    }
    List<GroupMember> members = new ArrayList<>();
    List<String> names = new ArrayList<>(topics.keySet());
    for (int i = 0; i <= random.nextInt(7); i++) {
      List<String> wanted = new ArrayList<>(names);
      if (!sameTopics) {
        wanted.removeIf(topic -> random.nextInt(3) == 0);
      }
      String instance = random.nextInt(4) == 0 ? "i" + random.nextInt(1000) + "-" + i : null;
      members.add(
          new GroupMember(
              "m" + random.nextInt(90) + "-" + i, instance, wanted, List.of(), -1, null));
    }
    if (random.nextInt(4) == 0) {
      topics.remove(names.get(0));
    }
    return new Group(topics, members);
  }

  private static Map<String, List<TopicPartition>> kafkas(
      AbstractPartitionAssignor assignor, Group group) {
    Node node = new Node(0, "localhost", 9092);
    List<PartitionInfo> infos = new ArrayList<>();
    group
        .topics()
        .forEach(
            (topic, count) -> {
              for (int i = 0; i < count; i++) {
                Node[] replicas =
                    group.racks().getOrDefault(new TopicPartition(topic, i), Set.of()).stream()
                        .map(rack -> new Node(1 + rack.charAt(4) - '0', "host", 9092, rack))
                        .toArray(Node[]::new);
                Node[] where = replicas.length == 0 ? new Node[] {node} : replicas;
                infos.add(new PartitionInfo(topic, i, where[0], where, where));
              }
            });
    Set<Node> nodes = new HashSet<>(Set.of(node));
    infos.forEach(info -> nodes.addAll(List.of(info.replicas())));
    Cluster cluster = new Cluster("c", nodes, infos, Set.of(), Set.of());
    Map<String, ConsumerPartitionAssignor.Subscription> subscriptions = new HashMap<>();
    for (GroupMember member : group.members()) {
      ConsumerPartitionAssignor.Subscription subscription =
          new ConsumerPartitionAssignor.Subscription(
              member.topics(),
              member.userData(),
              theirs(member.owned()),
              member.generation(),
              java.util.Optional.ofNullable(member.rack()));
      subscription.setGroupInstanceId(java.util.Optional.ofNullable(member.instanceId()));
      subscriptions.put(member.id(), subscription);
    }
    Map<String, List<TopicPartition>> assigned = new HashMap<>();
    assignor
        .assign(cluster, new ConsumerPartitionAssignor.GroupSubscription(subscriptions))
        .groupAssignment()
        .forEach(
            (id, one) ->
                assigned.put(
                    id,
                    one.partitions().stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList()));
    return assigned;
  }

  private static List<org.apache.kafka.common.TopicPartition> theirs(List<TopicPartition> ours) {
    return ours.stream()
        .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
        .toList();
  }

  @Test
  void rangeDividesAsKafkaDoes() {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      Group group = random(random, i % 2 == 0);
      assertThat(sorted(new RangeAssignor().assign(group.topics(), group.members())))
          .isEqualTo(sorted(kafkas(new org.apache.kafka.clients.consumer.RangeAssignor(), group)));
    }
  }

  @Test
  void rangesPreferWhatIsNearWithoutLosingBalance() {
    Random random = new Random(11);
    int near = 0;
    int nearOfKafka = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Group group = inRacks(random(random, true), random);
      Map<String, List<TopicPartition>> ours =
          new RangeAssignor().assign(group.topics(), group.members(), group.usefulRacks());
      assertComplete(group, ours);
      for (String topic : group.topics().keySet()) {
        Map<String, List<TopicPartition>> ofTopic = new HashMap<>();
        ours.forEach(
            (id, all) ->
                ofTopic.put(id, all.stream().filter(p -> p.topic().equals(topic)).toList()));
        assertThat(spread(ofTopic)).isLessThanOrEqualTo(1);
      }
      near += near(group, ours);
      nearOfKafka +=
          near(group, kafkas(new org.apache.kafka.clients.consumer.RangeAssignor(), group));
    }
    assertThat(near).isGreaterThanOrEqualTo(nearOfKafka * 95 / 100);
  }

  @Test
  void stickyDivisionsPreferWhatIsNearWithoutLosingBalance() {
    Random random = new Random(12);
    int near = 0;
    int nearOfKafka = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Group group = inRacks(random(random, true), random);
      Map<String, List<TopicPartition>> ours =
          new StickyAssignor().assign(group.topics(), group.members(), group.usefulRacks());
      assertComplete(group, ours);
      assertThat(spread(ours)).isLessThanOrEqualTo(1);
      near += near(group, ours);
      nearOfKafka +=
          near(group, kafkas(new org.apache.kafka.clients.consumer.StickyAssignor(), group));
    }
    assertThat(near).isGreaterThanOrEqualTo(nearOfKafka * 95 / 100);
  }

  private static int spread(Map<String, List<TopicPartition>> assigned) {
    var sizes = assigned.values().stream().mapToInt(List::size).summaryStatistics();
    return sizes.getMax() - sizes.getMin();
  }

  private static int near(Group group, Map<String, List<TopicPartition>> assigned) {
    PartitionRacks racks = new PartitionRacks(group.racks());
    int near = 0;
    for (GroupMember member : group.members()) {
      for (TopicPartition partition : assigned.getOrDefault(member.id(), List.of())) {
        near += racks.isNear(member.rack(), partition) ? 1 : 0;
      }
    }
    return near;
  }

  @Test
  void aNearDivisionIsKeptByTheNextOne() {
    Random random = new Random(13);
    for (int i = 0; i < ROUNDS; i++) {
      Group group = inRacks(random(random, true), random);
      Map<String, List<TopicPartition>> before =
          new StickyAssignor().assign(group.topics(), group.members(), group.usefulRacks());
      List<GroupMember> owners = new ArrayList<>();
      for (GroupMember one : group.members()) {
        owners.add(
            new GroupMember(
                one.id(),
                one.instanceId(),
                one.topics(),
                before.getOrDefault(one.id(), List.of()),
                1,
                null,
                one.rack()));
      }
      assertThat(
              sorted(
                  new CooperativeStickyAssignor()
                      .assign(group.topics(), owners, group.usefulRacks())))
          .isEqualTo(sorted(before));
    }
  }

  @Test
  void roundRobinDividesAsKafkaDoes() {
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      Group group = random(random, i % 2 == 0);
      assertThat(new RoundRobinAssignor().assign(group.topics(), group.members()))
          .isEqualTo(kafkas(new org.apache.kafka.clients.consumer.RoundRobinAssignor(), group));
    }
  }

  private static Map<String, Set<TopicPartition>> sorted(
      Map<String, ? extends Collection<TopicPartition>> assigned) {
    Map<String, Set<TopicPartition>> sorted = new TreeMap<>();
    assigned.forEach((id, partitions) -> sorted.put(id, new HashSet<>(partitions)));
    return sorted;
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyPartitionGoesToExactlyOneMemberThatWantsIt(PartitionAssignor assignor) {
    Random random = new Random(3);
    for (int i = 0; i < ROUNDS; i++) {
      Group group = random(random, i % 2 == 0);
      assertComplete(group, assignor.assign(group.topics(), group.members()));
    }
  }

  private static void assertComplete(Group group, Map<String, List<TopicPartition>> assigned) {
    Set<TopicPartition> given = new HashSet<>();
    for (GroupMember member : group.members()) {
      assertThat(assigned).containsKey(member.id());
      for (TopicPartition partition : assigned.get(member.id())) {
        assertThat(member.topics()).contains(partition.topic());
        assertThat(given.add(partition)).as("%s once", partition).isTrue();
      }
    }
    Set<TopicPartition> wanted = new HashSet<>();
    for (GroupMember member : group.members()) {
      for (String topic : member.topics()) {
        for (int i = 0; i < group.topics().getOrDefault(topic, 0); i++) {
          wanted.add(new TopicPartition(topic, i));
        }
      }
    }
    assertThat(given).isEqualTo(wanted);
  }

  private static void assertBalanced(Group group, Map<String, List<TopicPartition>> assigned) {
    for (GroupMember full : group.members()) {
      for (GroupMember empty : group.members()) {
        int difference = assigned.get(full.id()).size() - assigned.get(empty.id()).size();
        boolean movable =
            assigned.get(full.id()).stream().anyMatch(p -> empty.topics().contains(p.topic()));
        assertThat(difference >= 2 && movable)
            .as("%s could give one to %s in %s", full.id(), empty.id(), assigned)
            .isFalse();
      }
    }
  }

  /** The members of the round before, some gone, some new, with what they had. */
  private static Group next(
      Random random, Group before, Map<String, List<TopicPartition>> had, int generation) {
    List<GroupMember> members = new ArrayList<>();
    for (GroupMember member : before.members()) {
      if (random.nextInt(5) != 0 || before.members().size() == 1) {
        List<TopicPartition> owned = had.get(member.id());
        members.add(
            new GroupMember(
                member.id(),
                member.instanceId(),
                member.topics(),
                owned,
                generation,
                new StickyUserData(owned, generation).encode()));
      }
    }
    List<String> topics = new ArrayList<>(before.topics().keySet());
    for (int i = random.nextInt(3); i > 0; i--) {
      members.add(
          new GroupMember(
              "new" + generation + i + random.nextInt(1000), null, topics, List.of(), -1, null));
    }
    return new Group(before.topics(), members.isEmpty() ? before.members() : members);
  }

  private static int kept(Group group, Map<String, List<TopicPartition>> assigned) {
    int kept = 0;
    for (GroupMember member : group.members()) {
      Set<TopicPartition> now = new HashSet<>(assigned.get(member.id()));
      now.retainAll(member.owned());
      kept += now.size();
    }
    return kept;
  }

  @Test
  void stickyStaysBalancedAndKeepsAsMuchAsKafkaDoesWhenAllWantTheSame() {
    Random random = new Random(4);
    for (int i = 0; i < ROUNDS; i++) {
      Group group = random(random, true);
      Map<String, List<TopicPartition>> assigned =
          new StickyAssignor().assign(group.topics(), group.members());
      for (int generation = 1; generation < 5; generation++) {
        group = next(random, group, assigned, generation);
        assigned = new StickyAssignor().assign(group.topics(), group.members());
        Map<String, List<TopicPartition>> theirs =
            kafkas(new org.apache.kafka.clients.consumer.StickyAssignor(), group);
        assertComplete(group, assigned);
        assertBalanced(group, assigned);
        assertThat(kept(group, assigned))
            .as("ours %s, theirs %s, of %s", assigned, theirs, group)
            .isGreaterThanOrEqualTo(kept(group, theirs));
      }
    }
  }

  @Test
  void stickyStaysBalancedWhenMembersWantDifferentTopics() {
    Random random = new Random(5);
    for (int i = 0; i < ROUNDS; i++) {
      Group group = random(random, false);
      Map<String, List<TopicPartition>> assigned =
          new StickyAssignor().assign(group.topics(), group.members());
      for (int generation = 1; generation < 5; generation++) {
        group = next(random, group, assigned, generation);
        assigned = new StickyAssignor().assign(group.topics(), group.members());
        assertComplete(group, assigned);
        assertBalanced(group, assigned);
      }
    }
  }

  @Test
  void stickyChangesNothingWhenNothingChanged() {
    Random random = new Random(6);
    for (int i = 0; i < ROUNDS; i++) {
      Group group = random(random, i % 2 == 0);
      Map<String, List<TopicPartition>> assigned =
          new StickyAssignor().assign(group.topics(), group.members());
      List<GroupMember> same = new ArrayList<>();
      for (GroupMember member : group.members()) {
        same.add(
            new GroupMember(
                member.id(),
                member.instanceId(),
                member.topics(),
                List.of(),
                1,
                new StickyUserData(assigned.get(member.id()), 1).encode()));
      }
      assertThat(sorted(new StickyAssignor().assign(group.topics(), same)))
          .isEqualTo(sorted(assigned));
    }
  }

  @Test
  void cooperativeStickyGivesNothingAwayThatAnotherStillOwnsAndSettlesSoon() {
    Random random = new Random(7);
    for (int i = 0; i < ROUNDS; i++) {
      Group group = random(random, i % 2 == 0);
      Map<String, List<TopicPartition>> assigned =
          new CooperativeStickyAssignor().assign(group.topics(), group.members());
      for (int generation = 1; generation < 20; generation += 5) {
        group = next(random, group, assigned, generation);
        assigned = new CooperativeStickyAssignor().assign(group.topics(), group.members());
        assertNothingTakenAway(group, assigned);
        // Two rounds when all want the same; where they differ, filling a gap may move another.
        for (int round = 1; round <= (i % 2 == 0 ? 1 : 4); round++) {
          group = same(group, assigned, generation + round);
          assigned = new CooperativeStickyAssignor().assign(group.topics(), group.members());
          assertNothingTakenAway(group, assigned);
        }
        assertComplete(group, assigned);
        assertBalanced(group, assigned);
      }
    }
  }

  private static void assertNothingTakenAway(
      Group group, Map<String, List<TopicPartition>> assigned) {
    for (GroupMember taker : group.members()) {
      for (GroupMember owner : group.members()) {
        if (taker != owner && !owner.owned().isEmpty()) {
          assertThat(assigned.get(taker.id())).doesNotContainAnyElementsOf(owner.owned());
        }
      }
    }
  }

  private static Group same(Group group, Map<String, List<TopicPartition>> had, int generation) {
    List<GroupMember> members = new ArrayList<>();
    for (GroupMember member : group.members()) {
      members.add(
          new GroupMember(
              member.id(),
              member.instanceId(),
              member.topics(),
              had.get(member.id()),
              generation,
              null));
    }
    return new Group(group.topics(), members);
  }

  @Test
  void ofTwoWhoClaimTheSameTheNewerGenerationIsRight() {
    List<TopicPartition> both = List.of(new TopicPartition("t", 0), new TopicPartition("t", 1));
    List<GroupMember> members =
        List.of(
            new GroupMember("old", null, List.of("t"), both, 3, null),
            new GroupMember("new", null, List.of("t"), List.of(both.get(1)), 4, null));
    Map<String, List<TopicPartition>> assigned =
        new CooperativeStickyAssignor().assign(Map.of("t", 2), members);
    assertThat(assigned.get("new")).containsExactly(both.get(1));
    assertThat(assigned.get("old")).containsExactly(both.get(0));
  }

  @Test
  @SuppressWarnings("removal") // the only way to hand Kafka's assignor a generation
  void stickyUserDataIsReadByKafkaAndTheOtherWayRound() {
    List<TopicPartition> had = List.of(new TopicPartition("a", 1), new TopicPartition("b", 0));
    StickyAssignor ours = new StickyAssignor();
    ours.onAssignment(had, 7);
    org.apache.kafka.clients.consumer.StickyAssignor theirs =
        new org.apache.kafka.clients.consumer.StickyAssignor();
    theirs.onAssignment(
        new ConsumerPartitionAssignor.Assignment(theirs(had)),
        new org.apache.kafka.clients.consumer.ConsumerGroupMetadata(
            "g", 7, "m", java.util.Optional.empty()));
    ByteBuffer theirBytes = theirs.subscriptionUserData(Set.of("a", "b"));
    StickyUserData read = StickyUserData.decode(theirBytes);
    assertThat(read.partitions()).containsExactlyInAnyOrderElementsOf(had);
    assertThat(read.generation()).isEqualTo(7);
    assertThat(StickyUserData.decode(ours.userData())).isEqualTo(new StickyUserData(had, 7));
    assertThat(ours.userData().remaining()).isEqualTo(theirBytes.remaining());
  }

  @Test
  void garbageInUserDataMeansNoPast() {
    Random random = new Random(8);
    for (int i = 0; i < 1000; i++) {
      byte[] garbage = new byte[random.nextInt(40)];
      random.nextBytes(garbage);
      assertThat(StickyUserData.decode(ByteBuffer.wrap(garbage)).partitions().size())
          .isLessThanOrEqualTo(10);
    }
  }
}
