package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse.DescribedGroup;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest.TopicPartitions;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members by the consumer protocol: what they are told, and what is kept of them. */
class ConsumerMembersTest {
  private static final int SESSION_MS = 45_000;

  private GroupBed bed = new GroupBed();

  /** One member, as far as it knows. */
  private final class Member {
    final String memberId;
    final @Nullable String instanceId;
    int epoch;
    TreeSet<String> assigned = new TreeSet<>();

    Member(String memberId, @Nullable String instanceId) {
      this.memberId = memberId;
      this.instanceId = instanceId;
    }

    KafkaError join(String... topics) {
      epoch = 0;
      assigned.clear();
      return send(full(memberId, instanceId, topics));
    }

    /** Says that it holds what it was given, and no more. */
    KafkaError beat() {
      return send(plain(memberId, instanceId).memberEpoch(epoch).topicPartitions(owned()));
    }

    KafkaError beatOnly() {
      return send(plain(memberId, instanceId).memberEpoch(epoch));
    }

    KafkaError leave(int leavingEpoch) {
      return send(plain(memberId, instanceId).memberEpoch(leavingEpoch));
    }

    private KafkaError send(ConsumerGroupHeartbeatRequest request) {
      ConsumerGroupHeartbeatResponse answer = bed.beat(request);
      KafkaError error = KafkaError.forCode(answer.errorCode());
      if (error == KafkaError.NONE && request.memberEpoch() >= 0) {
        epoch = answer.memberEpoch();
      }
      if (answer.assignment() != null) {
        assigned.clear();
        answer
            .assignment()
            .topicPartitions()
            .forEach(
                each ->
                    each.partitions()
                        .forEach(p -> assigned.add(bed.topics.nameOf(each.topicId()) + p)));
      }
      return error;
    }

    private List<TopicPartitions> owned() {
      List<TopicPartitions> owned = new ArrayList<>();
      for (String each : assigned) {
        Uuid id = bed.topics.idOf(each.substring(0, 1));
        if (id != null) {
          owned.add(
              new TopicPartitions()
                  .topicId(id)
                  .partitions(List.of(Integer.parseInt(each.substring(1)))));
        }
      }
      return owned;
    }
  }

  private Member member(String memberId) {
    return new Member(memberId, null);
  }

  private static ConsumerGroupHeartbeatRequest plain(String memberId, @Nullable String instanceId) {
    return new ConsumerGroupHeartbeatRequest()
        .groupId(GROUP)
        .memberId(memberId)
        .instanceId(instanceId)
        .rebalanceTimeoutMs(-1)
        .subscribedTopicNames(null)
        .topicPartitions(null);
  }

  private static ConsumerGroupHeartbeatRequest full(
      String memberId, @Nullable String instanceId, String... topics) {
    return plain(memberId, instanceId)
        .rebalanceTimeoutMs(60_000)
        .subscribedTopicNames(List.of(topics))
        .topicPartitions(List.of());
  }

  /** Two members that share topic t. */
  private List<Member> pair() {
    Member one = member("one");
    Member two = member("two");
    one.join("t");
    two.join("t");
    one.beatOnly();
    one.beat();
    two.beat();
    return List.of(one, two);
  }

  @Test
  void partitionIsGivenOnWhenItsOwnerSaysThatItHasGivenItUp() {
    Member one = member("one");
    Member two = member("two");
    one.join("t");
    assertThat(one.assigned).containsExactly("t0", "t1", "t2", "t3");
    two.join("t");
    assertThat(two.assigned).isEmpty();
    one.beatOnly();
    assertThat(one.assigned).hasSize(2);
    two.beatOnly();
    assertThat(two.assigned).isEmpty();
    int before = one.epoch;
    one.beat();
    assertThat(one.epoch).isGreaterThan(before);
    two.beatOnly();
    assertThat(two.assigned).hasSize(2).doesNotContainAnyElementsOf(one.assigned);
    assertThat(bed.describeConsumers().groupState()).isEqualTo("Stable");
  }

  @Test
  void heartbeatOfUnchangedMemberWritesNothing() {
    List<Member> pair = pair();
    int before = bed.writes();
    for (int i = 0; i < 10; i++) {
      assertThat(pair.get(0).beatOnly()).isEqualTo(KafkaError.NONE);
      assertThat(pair.get(1).beat()).isEqualTo(KafkaError.NONE);
    }
    assertThat(bed.writes()).isEqualTo(before);
  }

  @Test
  void groupGoesOnAfterARestartWhereItStood() {
    Member one = member("one");
    Member two = member("two");
    one.join("t");
    two.join("t");
    one.beatOnly();
    DescribedGroup before = bed.describeConsumers();
    bed = bed.restarted();
    assertThat(bed.describeConsumers()).hasToString(before.toString());
    one.beat();
    two.beat();
    assertThat(one.assigned).hasSize(2);
    assertThat(two.assigned).hasSize(2).doesNotContainAnyElementsOf(one.assigned);
  }

  @Test
  void silentMemberIsOutAfterItsSessionAlsoAfterARestart() {
    List<Member> pair = pair();
    bed = bed.restarted();
    bed.advance(SESSION_MS - 1);
    pair.get(0).beat();
    bed.advance(1);
    assertThat(bed.describeConsumers().members()).hasSize(1);
    pair.get(0).beat();
    assertThat(pair.get(0).assigned).hasSize(4);
    assertThat(pair.get(1).beat()).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
  }

  @Test
  void memberThatDoesNotGiveUpInTimeIsOut() {
    Member one = member("one");
    Member two = member("two");
    one.join("t");
    two.join("t");
    one.beatOnly();
    for (int i = 0; i < 4; i++) {
      bed.advance(14_999);
      assertThat(one.send(plain("one", null).memberEpoch(one.epoch))).isEqualTo(KafkaError.NONE);
      two.beat();
    }
    bed.advance(5);
    assertThat(one.beatOnly()).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    two.beat();
    assertThat(two.assigned).hasSize(4);
  }

  @Test
  void staticMemberComesBackToWhatItHadInTheSameEpoch() {
    Member first = new Member("first", "a");
    first.join("t");
    int epoch = bed.describeConsumers().groupEpoch();
    assertThat(new Member("second", "a").join("t")).isEqualTo(KafkaError.UNRELEASED_INSTANCE_ID);
    first.leave(-2);
    Member second = new Member("second", "a");
    assertThat(second.join("t")).isEqualTo(KafkaError.NONE);
    assertThat(second.assigned).hasSize(4);
    assertThat(bed.describeConsumers().groupEpoch()).isEqualTo(epoch);
    assertThat(first.beat()).isEqualTo(KafkaError.FENCED_INSTANCE_ID);
  }

  @Test
  void staticMemberThatDoesNotComeBackIsOutAfterItsSession() {
    Member first = new Member("first", "a");
    first.join("t");
    first.leave(-2);
    bed.advance(SESSION_MS);
    assertThat(bed.describeConsumers().members()).isEmpty();
  }

  @Test
  void topicsThatAppearGrowAndGoBeginANewEpoch() {
    Member one = member("one");
    one.join("t", "x");
    bed.topics.create("x", 2);
    one.beatOnly();
    assertThat(one.assigned).contains("x0", "x1");
    bed.topics.partitions.put("t", 6);
    bed.topics.create("y", 1);
    one.beatOnly();
    assertThat(one.assigned).contains("t5");
    bed.topics.ids.remove("x");
    bed.topics.create("z", 1);
    one.beatOnly();
    assertThat(one.assigned).hasSize(6);
  }

  @Test
  void patternsAreEvaluatedAsTopicsAppear() {
    Member one = member("one");
    ConsumerGroupHeartbeatRequest joining =
        full("one", null).subscribedTopicNames(null).subscribedTopicRegex("[a-t]");
    assertThat(one.send(joining)).isEqualTo(KafkaError.NONE);
    assertThat(one.assigned).hasSize(4);
    bed.topics.create("s", 1);
    one.beatOnly();
    assertThat(one.assigned).hasSize(5);
    assertThat(
            member("two")
                .send(full("two", null).subscribedTopicNames(null).subscribedTopicRegex("(")))
        .isEqualTo(KafkaError.INVALID_REGULAR_EXPRESSION);
  }

  @ParameterizedTest
  @CsvSource({"1,0,true", "0,1,false", "0,-1,true"})
  void memberThatMissedAnAnswerGoesOnFromTheEpochBefore(int ahead, int behind, boolean refused) {
    List<Member> pair = pair();
    Member one = pair.get(0);
    int previous = one.epoch;
    member("three").join("t");
    one.beatOnly();
    one.beat();
    int epoch = ahead > 0 ? one.epoch + 1 : behind > 0 ? previous : previous - 1;
    KafkaError error = one.send(plain("one", null).memberEpoch(epoch).topicPartitions(one.owned()));
    assertThat(error).isEqualTo(refused ? KafkaError.FENCED_MEMBER_EPOCH : KafkaError.NONE);
  }

  @Test
  void requestsThatMakeNoSenseAreRefused() {
    List<ConsumerGroupHeartbeatRequest> bad =
        List.of(
            full("", null, "t"),
            full("m", null, "t").groupId(""),
            full("m", "", "t"),
            full("m", null, "t").rackId(""),
            full("m", null, "t").rebalanceTimeoutMs(-1),
            full("m", null, "t").topicPartitions(null),
            full("m", null, "t").subscribedTopicNames(null),
            plain("m", null).memberEpoch(-2),
            plain("m", "a").memberEpoch(-3));
    for (ConsumerGroupHeartbeatRequest each : bad) {
      assertThat(KafkaError.forCode(bed.beat(each).errorCode()))
          .as("%s", each)
          .isEqualTo(KafkaError.INVALID_REQUEST);
    }
    assertThat(bed.beat(full("m", null, "t").serverAssignor("none")).errorCode())
        .isEqualTo(KafkaError.UNSUPPORTED_ASSIGNOR.code());
    assertThat(bed.beat(plain("m", null).memberEpoch(3)).errorCode())
        .isEqualTo(KafkaError.GROUP_ID_NOT_FOUND.code());
    assertThat(bed.store).isEmpty();
  }

  @Test
  void fullGroupTakesNobodyElse() {
    GroupSettings settings = GroupSettings.defaults();
    bed = new GroupBed(settings.withConsumer(settings.consumer().withMaxSize(1)));
    assertThat(member("one").join("t")).isEqualTo(KafkaError.NONE);
    assertThat(member("two").join("t")).isEqualTo(KafkaError.GROUP_MAX_SIZE_REACHED);
  }

  @Test
  void earlierEpochMayCommitWhatTheMemberHasHeldSince() {
    List<Member> pair = pair();
    Member one = pair.get(0);
    int before = one.epoch;
    member("three").join("u");
    one.beatOnly();
    assertThat(one.epoch).isGreaterThan(before);
    int held = Integer.parseInt(one.assigned.first().substring(1));
    int others = Integer.parseInt(pair.get(1).assigned.first().substring(1));
    assertThat(commit("one", before, held)).isEqualTo(KafkaError.NONE);
    assertThat(commit("one", before, others)).isEqualTo(KafkaError.STALE_MEMBER_EPOCH);
    assertThat(commit("one", one.epoch + 1, held)).isEqualTo(KafkaError.STALE_MEMBER_EPOCH);
    assertThat(commit("nobody", 1, held)).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
  }

  private KafkaError commit(String memberId, int epoch, int partition) {
    return bed.commit(
        GroupBed.committing("t", partition, 7).memberId(memberId).generationIdOrMemberEpoch(epoch),
        9);
  }

  @Test
  void groupWithMembersIsNotDeletedAndAnEmptyOneLeavesNothing() {
    Member one = member("one");
    one.join("t");
    assertThat(bed.deleteGroup(GROUP)).isEqualTo(KafkaError.NON_EMPTY_GROUP);
    one.leave(-1);
    assertThat(bed.deleteGroup(GROUP)).isEqualTo(KafkaError.NONE);
    assertThat(bed.store).isEmpty();
  }

  @Test
  void randomMembersNeverShareAPartitionAndSurviveEveryRestart() {
    for (int seed = 0; seed < 20; seed++) {
      bed = new GroupBed();
      Random random = new Random(seed);
      List<Member> members = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        members.add(new Member("m" + i, i < 2 ? "instance" + i : null));
      }
      for (int step = 0; step < 300; step++) {
        act(members.get(random.nextInt(5)), random);
        checkOwners(members);
      }
    }
  }

  private void act(Member member, Random random) {
    int dice = random.nextInt(100);
    if (dice < 10 || member.epoch == 0) {
      member.join(random.nextBoolean() ? new String[] {"t"} : new String[] {"t", "u"});
    } else if (dice < 85) {
      KafkaError error = random.nextBoolean() ? member.beat() : member.beatOnly();
      if (error != KafkaError.NONE) {
        member.epoch = 0;
        member.assigned.clear();
      }
    } else if (dice < 92) {
      member.leave(member.instanceId != null && random.nextBoolean() ? -2 : -1);
      member.epoch = 0;
      member.assigned.clear();
    } else if (dice < 96) {
      String before = bed.describeConsumers().toString();
      bed = bed.restarted();
      assertThat(bed.describeConsumers()).hasToString(before);
    } else {
      bed.advance(random.nextInt(20_000));
    }
  }

  private void checkOwners(List<Member> members) {
    TreeSet<String> owned = new TreeSet<>();
    for (var member : bed.describeConsumers().members()) {
      for (var topic : member.assignment().topicPartitions()) {
        for (int partition : topic.partitions()) {
          assertThat(owned.add(topic.topicName() + partition)).as("owned once").isTrue();
        }
      }
    }
  }
}
