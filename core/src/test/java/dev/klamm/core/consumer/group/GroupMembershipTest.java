package dev.klamm.core.consumer.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.consumer.group.GroupMembership.State;
import dev.klamm.core.consumer.group.MembershipEffect.Assign;
import dev.klamm.core.consumer.group.MembershipEffect.Beat;
import dev.klamm.core.consumer.group.MembershipEffect.Divide;
import dev.klamm.core.consumer.group.MembershipEffect.Fail;
import dev.klamm.core.consumer.group.MembershipEffect.ForgetCoordinator;
import dev.klamm.core.consumer.group.MembershipEffect.Join;
import dev.klamm.core.consumer.group.MembershipEffect.JoinedMember;
import dev.klamm.core.consumer.group.MembershipEffect.Leave;
import dev.klamm.core.consumer.group.MembershipEffect.Lose;
import dev.klamm.core.consumer.group.MembershipEffect.Revoke;
import dev.klamm.core.consumer.group.MembershipEffect.SetTimer;
import dev.klamm.core.consumer.group.MembershipEffect.Sync;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GroupMembershipTest {
  private static final TopicPartition A = new TopicPartition("t", 0);
  private static final TopicPartition B = new TopicPartition("t", 1);
  private static final TopicPartition C = new TopicPartition("u", 0);
  private static final long MAX_POLL = 300_000;

  private final List<MembershipEffect> effects = new ArrayList<>();
  private GroupMembership member = membership(RebalanceProtocol.EAGER, null);
  private boolean settling;

  private static GroupMembership membership(
      RebalanceProtocol protocol, @Nullable String instanceId) {
    return new GroupMembership(
        new MembershipSettings("g", instanceId, protocol, 3_000, MAX_POLL, 100));
  }

  private void cooperative() {
    member = membership(RebalanceProtocol.COOPERATIVE, null);
  }

  private void happens(List<MembershipEffect> out) {
    effects.clear();
    effects.addAll(out);
  }

  private <T> Optional<T> wanted(Class<T> type) {
    return effects.stream().filter(type::isInstance).map(type::cast).reduce((a, b) -> b);
  }

  private <T> T want(Class<T> type) {
    return wanted(type).orElseThrow(() -> new AssertionError("no " + type + " in " + effects));
  }

  private <T> void wantNo(Class<T> type) {
    assertThat(wanted(type)).isEmpty();
  }

  private static KafkaException error(KafkaError error) {
    return error.exception();
  }

  private void start() {
    happens(member.onSubscribed(topic -> true));
    happens(member.onPolled());
  }

  private void joinAndSync(int generation, TopicPartition... assigned) {
    Join join = want(Join.class);
    happens(member.onJoined(join.round(), generation, "m", "other", "range", List.of()));
    happens(member.onSynced(want(Sync.class).round(), Set.of(assigned)));
  }

  private void told() {
    int call =
        wanted(Assign.class)
            .map(Assign::call)
            .or(() -> wanted(Revoke.class).map(Revoke::call))
            .or(() -> wanted(Lose.class).map(Lose::call))
            .orElseThrow();
    happens(member.onTold(call));
  }

  private void stable(TopicPartition... assigned) {
    start();
    joinAndSync(1, assigned);
    told();
    assertThat(member.state()).isEqualTo(State.STABLE);
  }

  @Test
  void nothingHappensBeforeTheApplicationPolls() {
    happens(member.onSubscribed(topic -> true));
    wantNo(Join.class);
    assertThat(member.awaitsPoll()).isTrue();
    happens(member.onPolled());
    assertThat(want(Join.class).as().memberId()).isEmpty();
  }

  @Test
  void theIdThatTheCoordinatorRequiresIsUsedAtOnce() {
    start();
    Join first = want(Join.class);
    happens(member.onJoinRefused(first.round(), error(KafkaError.MEMBER_ID_REQUIRED), "given"));
    assertThat(want(Join.class).as().memberId()).isEqualTo("given");
    assertThat(want(Join.class).round()).isNotEqualTo(first.round());
  }

  @Test
  void aFollowerSyncsWithNothing() {
    start();
    happens(member.onJoined(want(Join.class).round(), 4, "m", "other", "range", List.of()));
    assertThat(want(Sync.class).assignments()).isEmpty();
    assertThat(want(Sync.class).as().generation()).isEqualTo(4);
    assertThat(want(SetTimer.class).timer()).isEqualTo(MembershipTimer.HEARTBEAT);
  }

  @Test
  void theLeaderDividesFirst() {
    start();
    List<JoinedMember> members = List.of(new JoinedMember("m", null, ByteBuffer.allocate(0)));
    happens(member.onJoined(want(Join.class).round(), 4, "m", "m", "range", members));
    Divide divide = want(Divide.class);
    assertThat(divide.members()).isEqualTo(members);
    wantNo(Sync.class);
    Map<String, ByteBuffer> plan = Map.of("m", ByteBuffer.allocate(1));
    happens(member.onDivided(divide.round(), plan));
    assertThat(want(Sync.class).assignments()).isEqualTo(plan);
  }

  @Test
  void whatIsAssignedIsToldAndThenTheMemberIsStable() {
    start();
    joinAndSync(1, A, B);
    assertThat(want(Assign.class).all()).containsExactlyInAnyOrder(A, B);
    assertThat(want(Assign.class).added()).containsExactlyInAnyOrder(A, B);
    assertThat(member.state()).isEqualTo(State.TAKING_OVER);
    told();
    assertThat(member.state()).isEqualTo(State.STABLE);
    assertThat(member.isRebalancing()).isFalse();
  }

  @Test
  void anEagerMemberGivesAllUpBeforeItJoinsAgain() {
    stable(A, B);
    rebalanceAtHeartbeat();
    assertThat(want(Revoke.class).partitions()).containsExactlyInAnyOrder(A, B);
    wantNo(Join.class);
    told();
    assertThat(want(Join.class).owned()).isEmpty();
    assertThat(member.owned()).isEmpty();
  }

  private void beat() {
    happens(member.onTimer(MembershipTimer.HEARTBEAT, 0));
  }

  private void rebalanceAtHeartbeat() {
    beat();
    happens(
        member.onBeatRefused(want(Beat.class).round(), error(KafkaError.REBALANCE_IN_PROGRESS)));
  }

  @Test
  void aCooperativeMemberKeepsAllAndGivesUpWhatGoesToOthersAfterwards() {
    cooperative();
    stable(A, B);
    rebalanceAtHeartbeat();
    wantNo(Revoke.class);
    assertThat(want(Join.class).owned()).containsExactlyInAnyOrder(A, B);
    joinAndSync(2, A);
    assertThat(want(Revoke.class).partitions()).containsExactly(B);
    assertThat(member.owned()).containsExactlyInAnyOrder(A, B);
    told();
    assertThat(want(Assign.class).all()).containsExactly(A);
    assertThat(want(Assign.class).added()).isEmpty();
    told();
    assertThat(want(Join.class).owned()).containsExactly(A);
  }

  @Test
  void aCooperativeMemberGivesUpTopicsItDoesNotWantAnyMoreBeforeItJoins() {
    cooperative();
    stable(A, C);
    happens(member.onSubscribed(topic -> topic.equals("t")));
    assertThat(want(Revoke.class).partitions()).containsExactly(C);
    told();
    assertThat(want(Join.class).owned()).containsExactly(A);
  }

  @Test
  void heartbeatsGoOnWhileTheApplicationIsTold() {
    start();
    joinAndSync(1, A);
    beat();
    assertThat(want(Beat.class).as().generation()).isEqualTo(1);
    happens(member.onBeat(want(Beat.class).round()));
    assertThat(want(SetTimer.class).delayMs()).isEqualTo(3_000);
  }

  @Test
  void oneHeartbeatIsUnderWayAtATime() {
    stable(A);
    beat();
    want(Beat.class);
    beat();
    wantNo(Beat.class);
  }

  @Test
  void aLostGenerationIsToldAsLostAndTheMemberJoinsAsANewOne() {
    for (RebalanceProtocol protocol : RebalanceProtocol.values()) {
      member = membership(protocol, null);
      stable(A, B);
      beat();
      happens(member.onBeatRefused(want(Beat.class).round(), error(KafkaError.UNKNOWN_MEMBER_ID)));
      assertThat(want(Lose.class).partitions()).containsExactlyInAnyOrder(A, B);
      told();
      assertThat(want(Join.class).as().memberId()).isEmpty();
      assertThat(want(Join.class).owned()).isEmpty();
    }
  }

  @Test
  void anIllegalGenerationKeepsTheMemberId() {
    stable(A);
    beat();
    happens(member.onBeatRefused(want(Beat.class).round(), error(KafkaError.ILLEGAL_GENERATION)));
    told();
    assertThat(want(Join.class).as().memberId()).isEqualTo("m");
    assertThat(want(Join.class).as().generation()).isEqualTo(-1);
  }

  @Test
  void aRetriableFailureToJoinIsTriedAgainAfterThePauseWithAnotherCoordinator() {
    start();
    Join join = want(Join.class);
    happens(member.onJoinRefused(join.round(), error(KafkaError.NOT_COORDINATOR), ""));
    want(ForgetCoordinator.class);
    assertThat(want(SetTimer.class)).isEqualTo(new SetTimer(MembershipTimer.RETRY, 100));
    wantNo(Join.class);
    happens(member.onTimer(MembershipTimer.RETRY, 0));
    want(Join.class);
  }

  @Test
  void aNewMemberThatIsUnknownWaitsBeforeItTriesAgain() {
    start();
    happens(
        member.onJoinRefused(want(Join.class).round(), error(KafkaError.UNKNOWN_MEMBER_ID), ""));
    wantNo(Join.class);
    happens(member.onTimer(MembershipTimer.RETRY, 0));
    want(Join.class);
  }

  @Test
  void aFailureThatTimeDoesNotCureGoesToTheApplicationAndIsTriedWithTheNextPoll() {
    start();
    happens(
        member.onJoinRefused(
            want(Join.class).round(), error(KafkaError.GROUP_AUTHORIZATION_FAILED), ""));
    assertThat(want(Fail.class).error().error()).isEqualTo(KafkaError.GROUP_AUTHORIZATION_FAILED);
    assertThat(member.awaitsPoll()).isTrue();
    happens(member.onPolled());
    want(Join.class);
  }

  @Test
  void aFencedMemberIsOutForGood() {
    member = membership(RebalanceProtocol.EAGER, "i");
    stable(A);
    beat();
    happens(member.onBeatRefused(want(Beat.class).round(), error(KafkaError.FENCED_INSTANCE_ID)));
    want(Fail.class);
    happens(member.onPolled());
    assertThat(member.endedBy()).isNotNull();
    assertThat(effects).isEmpty();
    happens(member.onLeaving("close", true));
    wantNo(Leave.class);
  }

  @Test
  void anAnswerFromAnotherRoundIsIgnored() {
    start();
    Join first = want(Join.class);
    happens(member.onJoinRefused(first.round(), error(KafkaError.MEMBER_ID_REQUIRED), "given"));
    happens(member.onJoined(first.round(), 9, "x", "x", "range", List.of()));
    assertThat(effects).isEmpty();
    assertThat(member.state()).isEqualTo(State.JOINING);
  }

  @Test
  void aRebalanceDuringSyncBeginsAnew() {
    start();
    happens(member.onJoined(want(Join.class).round(), 1, "m", "o", "range", List.of()));
    happens(
        member.onSyncRefused(want(Sync.class).round(), error(KafkaError.REBALANCE_IN_PROGRESS)));
    assertThat(want(Join.class).as().memberId()).isEqualTo("m");
  }

  @Test
  void aSubscriptionThatChangesDuringARebalanceLeadsToAnother() {
    start();
    happens(member.onSubscribed(topic -> true));
    joinOf(1);
    told();
    want(Revoke.class);
  }

  private void joinOf(int generation) {
    happens(member.onJoined(1, generation, "m", "other", "range", List.of()));
    happens(member.onSynced(want(Sync.class).round(), Set.of(A)));
  }

  @Test
  void whoDoesNotPollLeavesAndSaysWhy() {
    stable(A);
    happens(member.onTimer(MembershipTimer.POLL, 200_000));
    assertThat(want(SetTimer.class).delayMs()).isEqualTo(100_000);
    happens(member.onTimer(MembershipTimer.POLL, MAX_POLL));
    assertThat(want(Leave.class).reason()).contains("max.poll.interval.ms");
    assertThat(want(Lose.class).partitions()).containsExactly(A);
    assertThat(member.identity().generation()).isEqualTo(-1);
    wantNo(Join.class);
    told();
    want(Join.class);
  }

  @Test
  void aStaticMemberThatDoesNotPollJustFallsSilent() {
    member = membership(RebalanceProtocol.EAGER, "i");
    stable(A);
    happens(member.onTimer(MembershipTimer.POLL, MAX_POLL));
    wantNo(Leave.class);
    happens(member.onTimer(MembershipTimer.HEARTBEAT, MAX_POLL));
    wantNo(Beat.class);
  }

  @Test
  void whatWasToldTooLateIsIgnored() {
    start();
    joinAndSync(1, A);
    int call = want(Assign.class).call();
    happens(member.onTimer(MembershipTimer.POLL, MAX_POLL));
    happens(member.onTold(call));
    assertThat(effects).isEmpty();
    assertThat(member.state()).isEqualTo(State.LEAVING_BEHIND);
  }

  @Test
  void leavingTellsTheCoordinatorUnlessItShouldNot() {
    stable(A);
    happens(member.onLeaving("unsubscribe", true));
    assertThat(want(Leave.class).as().memberId()).isEqualTo("m");
    assertThat(member.owned()).isEmpty();
    happens(member.onPolled());
    assertThat(effects).isEmpty();
    start();
    joinAndSync(2, A);
    happens(member.onLeaving("close", false));
    wantNo(Leave.class);
  }

  @Test
  void aCommitOfAnOldGenerationSaysNothingAboutTheNewOne() {
    stable(A);
    happens(member.onCommitRefused(0, error(KafkaError.ILLEGAL_GENERATION)));
    assertThat(member.state()).isEqualTo(State.STABLE);
    happens(member.onCommitRefused(1, error(KafkaError.ILLEGAL_GENERATION)));
    want(Lose.class);
  }

  @Test
  void aCommitThatIsRefusedWhileTheMemberJoinsDoesNotKeepItFromHearingTheAnswer() {
    cooperative();
    stable(A);
    rebalanceAtHeartbeat();
    int round = want(Join.class).round();
    happens(member.onCommitRefused(1, error(KafkaError.UNKNOWN_MEMBER_ID)));
    happens(member.onJoinRefused(round, error(KafkaError.UNKNOWN_MEMBER_ID), ""));
    want(Lose.class);
    told();
    assertThat(want(Join.class).as().memberId()).isEmpty();
  }

  @Test
  void aCommitThatIsRefusedWhileTheMemberSyncsHasItJoinAnew() {
    cooperative();
    stable(A);
    rebalanceAtHeartbeat();
    happens(member.onJoined(want(Join.class).round(), 2, "m", "other", "range", List.of()));
    happens(member.onCommitRefused(2, error(KafkaError.UNKNOWN_MEMBER_ID)));
    want(Lose.class);
    told();
    assertThat(want(Join.class).as().memberId()).isEmpty();
  }

  /** Any order of events leaves a machine that can still reach a stable state. */
  @Test
  void noOrderOfEventsGetsStuck() {
    Random random = new Random(11);
    for (int run = 0; run < 300; run++) {
      member = membership(RebalanceProtocol.values()[run % 2], run % 3 == 0 ? "i" : null);
      settling = false;
      List<MembershipEffect> open = new ArrayList<>();
      open.addAll(member.onSubscribed(topic -> true));
      for (int step = 0; step < 60; step++) {
        open.addAll(anything(random, open));
      }
      settling = true;
      for (int step = 0; step < 40 && member.state() != State.STABLE; step++) {
        open.addAll(member.onPolled());
        open.addAll(member.onTimer(MembershipTimer.RETRY, 0));
        List<MembershipEffect> now = List.copyOf(open);
        open.clear();
        now.forEach(effect -> open.addAll(goodAnswer(effect)));
      }
      assertThat(member.state()).as("run %d", run).isEqualTo(State.STABLE);
    }
  }

  private List<MembershipEffect> anything(Random random, List<MembershipEffect> open) {
    KafkaError[] errors = {
      KafkaError.REBALANCE_IN_PROGRESS,
      KafkaError.UNKNOWN_MEMBER_ID,
      KafkaError.ILLEGAL_GENERATION,
      KafkaError.NOT_COORDINATOR,
      KafkaError.NETWORK_EXCEPTION,
      KafkaError.COORDINATOR_LOAD_IN_PROGRESS
    };
    KafkaException error = error(errors[random.nextInt(errors.length)]);
    int event = random.nextInt(8);
    MembershipEffect effect =
        open.isEmpty() || event < 3
            ? new ForgetCoordinator()
            : open.remove(random.nextInt(open.size()));
    return switch (event) {
      case 0 -> member.onPolled();
      case 1 ->
          member.onTimer(MembershipTimer.values()[random.nextInt(3)], random.nextInt(400_000));
      case 2 -> member.onSubscribed(topic -> true);
      case 3 -> badAnswer(effect, error);
      default -> goodAnswer(effect);
    };
  }

  private List<MembershipEffect> badAnswer(MembershipEffect effect, KafkaException error) {
    if (effect instanceof Join join) {
      return member.onJoinRefused(join.round(), error, "");
    } else if (effect instanceof Sync sync) {
      return member.onSyncRefused(sync.round(), error);
    } else if (effect instanceof Beat beat) {
      return member.onBeatRefused(beat.round(), error);
    } else if (effect instanceof Divide divide) {
      return member.onDivideFailed(divide.round(), error);
    }
    return goodAnswer(effect);
  }

  private List<MembershipEffect> goodAnswer(MembershipEffect effect) {
    if (effect instanceof Join join) {
      return member.onJoined(join.round(), join.round(), "m", "o", "range", List.of());
    } else if (effect instanceof Sync sync) {
      return member.onSynced(sync.round(), Set.of(A, settling || sync.round() % 2 == 0 ? B : C));
    } else if (effect instanceof Beat beat) {
      return member.onBeat(beat.round());
    } else if (effect instanceof Assign assign) {
      return member.onTold(assign.call());
    } else if (effect instanceof Revoke revoke) {
      return member.onTold(revoke.call());
    } else if (effect instanceof Lose lose) {
      return member.onTold(lose.call());
    }
    return List.of();
  }
}
