package dev.klamm.core.consumer.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.TopicIdPartition;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.consumer.group.ConsumerMembership.State;
import dev.klamm.core.consumer.group.MembershipEffect.Assign;
import dev.klamm.core.consumer.group.MembershipEffect.Depart;
import dev.klamm.core.consumer.group.MembershipEffect.Fail;
import dev.klamm.core.consumer.group.MembershipEffect.ForgetCoordinator;
import dev.klamm.core.consumer.group.MembershipEffect.Heartbeat;
import dev.klamm.core.consumer.group.MembershipEffect.Lose;
import dev.klamm.core.consumer.group.MembershipEffect.NameTopics;
import dev.klamm.core.consumer.group.MembershipEffect.Revoke;
import dev.klamm.core.consumer.group.MembershipEffect.SetTimer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ConsumerMembershipTest {
  private static final Uuid T = new Uuid(1, 1);
  private static final Uuid U = new Uuid(1, 2);
  private static final TopicPartition T0 = new TopicPartition("t", 0);
  private static final TopicPartition T1 = new TopicPartition("t", 1);
  private static final long MAX_POLL = 300_000;
  private static final long INTERVAL = 5_000;
  private static final long BACKOFF = 100;

  private final List<MembershipEffect> effects = new ArrayList<>();
  private final Map<Uuid, String> names = new HashMap<>(Map.of(T, "t"));
  private ConsumerMembership member = membership(null);

  private ConsumerMembership membership(@Nullable String instanceId) {
    return new ConsumerMembership(
        new ConsumerMembershipSettings(instanceId, "rack", "uniform", MAX_POLL, BACKOFF),
        "me",
        names::get);
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

  private HeartbeatContent content() {
    return want(Heartbeat.class).content();
  }

  private static ConsumerSubscription to(String... topics) {
    return new ConsumerSubscription(Set.of(topics), null);
  }

  private void start() {
    happens(member.onSubscribed(to("t")));
    happens(member.onPolled());
  }

  /** Answers the heartbeat that is under way. */
  private void answer(int epoch, @Nullable Map<Uuid, Set<Integer>> assignment) {
    int round = want(Heartbeat.class).round();
    happens(member.onHeartbeat(round, new HeartbeatAnswer("me", epoch, INTERVAL, assignment)));
  }

  private void refuse(KafkaError error) {
    happens(member.onHeartbeatRefused(want(Heartbeat.class).round(), error.exception()));
  }

  private void tick() {
    happens(member.onTimer(MembershipTimer.HEARTBEAT, 0));
  }

  private void told() {
    happens(member.onTold(member.currentCall()));
  }

  /** A member in epoch 1 that has these partitions of t, and no heartbeat under way. */
  private void stable(Integer... partitions) {
    start();
    answer(1, Map.of(T, Set.of(partitions)));
    told();
    if (wanted(Heartbeat.class).isPresent()) {
      answer(1, null);
    }
    assertThat(member.state()).isEqualTo(State.STABLE);
  }

  @Test
  void nothingHappensBeforeTheApplicationPolls() {
    happens(member.onSubscribed(to("t")));
    assertThat(effects).isEmpty();
    assertThat(member.awaitsPoll()).isTrue();
    happens(member.onPolled());
    wanted(Heartbeat.class).orElseThrow();
    assertThat(member.awaitsPoll()).isFalse();
  }

  @Test
  void theFirstHeartbeatTellsEverything() {
    start();
    assertThat(content())
        .isEqualTo(
            new HeartbeatContent(
                "me", 0, null, "rack", (int) MAX_POLL, Set.of("t"), null, "uniform", Set.of()));
  }

  @Test
  void laterHeartbeatsTellWhatChanged() {
    stable();
    tick();
    HeartbeatContent nothing =
        new HeartbeatContent("me", 1, null, null, -1, null, null, null, null);
    assertThat(content()).isEqualTo(nothing);
    answer(2, null);
    happens(member.onSubscribed(to("t", "u")));
    assertThat(content().topics()).containsExactlyInAnyOrder("t", "u");
    assertThat(content().memberEpoch()).isEqualTo(2);
    assertThat(content().owned()).isNull();
  }

  @Test
  void aPatternIsToldOnceAndTakenBack() {
    happens(member.onSubscribed(new ConsumerSubscription(Set.of(), "t.*")));
    happens(member.onPolled());
    assertThat(content().regex()).isEqualTo("t.*");
    answer(1, Map.of());
    told();
    tick();
    assertThat(content().regex()).isNull();
    answer(1, null);
    happens(member.onSubscribed(to("t")));
    assertThat(content().regex()).isEmpty();
    assertThat(content().topics()).containsExactly("t");
  }

  @Test
  void theBrokerSaysWhenTheNextHeartbeatIsDue() {
    start();
    answer(1, Map.of());
    assertThat(want(SetTimer.class)).isEqualTo(new SetTimer(MembershipTimer.HEARTBEAT, INTERVAL));
  }

  @Test
  void whatIsAssignedIsAcknowledgedOnceTheApplicationWasTold() {
    start();
    answer(1, Map.of(T, Set.of(0, 1)));
    assertThat(want(Assign.class).added()).containsExactlyInAnyOrder(T0, T1);
    wantNo(Heartbeat.class);
    tick();
    assertThat(content().owned()).as("nothing is settled yet").isNull();
    answer(1, null);
    told();
    assertThat(content().owned())
        .containsExactlyInAnyOrder(new TopicIdPartition(T, T0), new TopicIdPartition(T, T1));
  }

  @Test
  void whatIsTakenAwayIsAcknowledgedAfterTheListenerRan() {
    stable(0, 1);
    tick();
    answer(1, Map.of(T, Set.of(0)));
    assertThat(want(Revoke.class).partitions()).containsExactly(T1);
    wantNo(Heartbeat.class);
    assertThat(member.identity().generation()).as("what was consumed can be committed").isOne();
    told();
    assertThat(want(Assign.class).added()).isEmpty();
    assertThat(want(Assign.class).all()).containsExactly(T0);
    told();
    assertThat(content().owned()).containsExactly(new TopicIdPartition(T, T0));
    assertThat(member.state()).isEqualTo(State.STABLE);
  }

  @Test
  void aTargetThatComesMeanwhileIsGoneToAfterwards() {
    stable(0, 1);
    tick();
    answer(1, Map.of(T, Set.of(0)));
    tick();
    answer(2, Map.of(T, Set.of(1)));
    told();
    assertThat(want(Assign.class).all()).containsExactly(T0);
    told();
    assertThat(content().owned()).containsExactly(new TopicIdPartition(T, T0));
    assertThat(want(Revoke.class).partitions()).containsExactly(T0);
  }

  @Test
  void heartbeatsGoOnWhileTheListenerRuns() {
    stable(0);
    tick();
    answer(2, Map.of(T, Set.of()));
    tick();
    assertThat(content().memberEpoch()).isEqualTo(2);
  }

  @Test
  void anEmptyAssignmentIsAlsoTold() {
    start();
    answer(1, Map.of());
    assertThat(want(Assign.class).all()).isEmpty();
    told();
    wantNo(Heartbeat.class);
    assertThat(member.state()).isEqualTo(State.STABLE);
  }

  @Test
  void anUnchangedAssignmentIsNotToldAgain() {
    stable(0);
    tick();
    answer(2, Map.of(T, Set.of(0)));
    wantNo(Assign.class);
    wantNo(Revoke.class);
  }

  @Test
  void onlyOneHeartbeatIsUnderWay() {
    stable();
    happens(member.onSubscribed(to("u")));
    Heartbeat first = want(Heartbeat.class);
    happens(member.onSubscribed(to("v")));
    wantNo(Heartbeat.class);
    happens(member.onHeartbeat(first.round(), new HeartbeatAnswer("me", 1, INTERVAL, null)));
    assertThat(content().topics()).containsExactly("v");
  }

  @Test
  void afterAFailureEverythingIsToldAgain() {
    stable(0);
    tick();
    refuse(KafkaError.NETWORK_EXCEPTION);
    want(ForgetCoordinator.class);
    assertThat(want(SetTimer.class)).isEqualTo(new SetTimer(MembershipTimer.HEARTBEAT, BACKOFF));
    tick();
    assertThat(content())
        .isEqualTo(
            new HeartbeatContent(
                "me",
                1,
                null,
                "rack",
                (int) MAX_POLL,
                Set.of("t"),
                null,
                "uniform",
                Set.of(new TopicIdPartition(T, T0))));
  }

  @Test
  void aFencedMemberLosesWhatItHadAndJoinsAgain() {
    stable(0);
    tick();
    refuse(KafkaError.FENCED_MEMBER_EPOCH);
    assertThat(want(Lose.class).partitions()).containsExactly(T0);
    assertThat(member.identity().generation()).isEqualTo(-1);
    wantNo(Heartbeat.class);
    told();
    assertThat(content().memberEpoch()).isZero();
    assertThat(content().memberId()).isEqualTo("me");
    assertThat(content().owned()).isEmpty();
    answer(7, Map.of(T, Set.of(0)));
    assertThat(want(Assign.class).added()).containsExactly(T0);
  }

  @Test
  void beingFencedMakesARevocationUnderWayVoid() {
    stable(0, 1);
    tick();
    answer(1, Map.of(T, Set.of(0)));
    int revocation = want(Revoke.class).call();
    tick();
    refuse(KafkaError.UNKNOWN_MEMBER_ID);
    assertThat(want(Lose.class).partitions()).containsExactlyInAnyOrder(T0, T1);
    happens(member.onTold(revocation));
    assertThat(effects).isEmpty();
    told();
    assertThat(content().memberEpoch()).isZero();
  }

  @Test
  void aMemberThatIsFencedWithNothingJoinsAtOnce() {
    stable();
    tick();
    refuse(KafkaError.UNKNOWN_MEMBER_ID);
    wantNo(Lose.class);
    assertThat(content().memberEpoch()).isZero();
  }

  @Test
  void joiningIsNotRepeatedWithoutAPause() {
    start();
    refuse(KafkaError.UNKNOWN_MEMBER_ID);
    wantNo(Heartbeat.class);
    assertThat(want(SetTimer.class)).isEqualTo(new SetTimer(MembershipTimer.HEARTBEAT, BACKOFF));
  }

  @Test
  void answersFromBeforeAreVoid() {
    stable(0);
    tick();
    int before = want(Heartbeat.class).round();
    happens(member.onLeaving("closed", true));
    happens(member.onHeartbeat(before, new HeartbeatAnswer("me", 9, INTERVAL, Map.of())));
    assertThat(effects).isEmpty();
    assertThat(member.state()).isEqualTo(State.OUT);
  }

  @Test
  void topicsWithoutANameAreLookedUp() {
    start();
    answer(1, Map.of(T, Set.of(0), U, Set.of(3)));
    assertThat(want(NameTopics.class).ids()).containsExactly(U);
    assertThat(want(Assign.class).all()).as("what is known is taken").containsExactly(T0);
    told();
    names.put(U, "u");
    happens(member.onNamed());
    assertThat(want(Assign.class).added()).containsExactly(new TopicPartition("u", 3));
  }

  @Test
  void aTopicThatStaysUnknownIsLookedUpAgainAfterAPause() {
    start();
    answer(1, Map.of(U, Set.of(3)));
    wantNo(Assign.class);
    happens(member.onNamed());
    assertThat(want(SetTimer.class)).isEqualTo(new SetTimer(MembershipTimer.NAMES, BACKOFF));
    happens(member.onTimer(MembershipTimer.NAMES, 0));
    assertThat(want(NameTopics.class).ids()).containsExactly(U);
  }

  @Test
  void aTopicThatWasCreatedAnewIsAnotherTopic() {
    stable(0);
    names.put(U, "t");
    tick();
    answer(2, Map.of(U, Set.of(0)));
    assertThat(want(Revoke.class).partitions()).containsExactly(T0);
    told();
    assertThat(want(Assign.class).added()).containsExactly(T0);
  }

  @Test
  void whoDoesNotPollLeavesAndComesBackOnceItKnowsWhatItLost() {
    stable(0);
    happens(member.onTimer(MembershipTimer.POLL, 10));
    assertThat(want(SetTimer.class)).isEqualTo(new SetTimer(MembershipTimer.POLL, MAX_POLL - 10));
    happens(member.onTimer(MembershipTimer.POLL, MAX_POLL));
    assertThat(want(Depart.class).memberEpoch()).isEqualTo(-1);
    assertThat(want(Depart.class).reason()).contains("max.poll.interval.ms");
    assertThat(want(Lose.class).partitions()).containsExactly(T0);
    wantNo(Heartbeat.class);
    happens(member.onTimer(MembershipTimer.POLL, 2 * MAX_POLL));
    wantNo(Depart.class);
    told();
    assertThat(content().memberEpoch()).isZero();
  }

  @Test
  void whoDoesNotPollAndHasNothingComesBackWithTheNextPoll() {
    stable();
    happens(member.onTimer(MembershipTimer.POLL, MAX_POLL));
    want(Depart.class);
    assertThat(member.awaitsPoll()).isTrue();
    happens(member.onPolled());
    assertThat(content().memberEpoch()).isZero();
  }

  @Test
  void aStaticMemberThatDoesNotPollKeepsItsPlace() {
    member = membership("static");
    stable(0);
    happens(member.onTimer(MembershipTimer.POLL, MAX_POLL));
    assertThat(want(Depart.class).memberEpoch()).isEqualTo(-2);
  }

  @Test
  void leavingDependsOnWhetherTheMemberIsStatic() {
    stable(0);
    happens(member.onLeaving("closed", true));
    assertThat(want(Depart.class).memberEpoch()).isEqualTo(-1);

    member = membership(null);
    stable(0);
    happens(member.onLeaving("closed", false));
    wantNo(Depart.class);

    member = membership("static");
    stable(0);
    happens(member.onLeaving("closed", false));
    assertThat(want(Depart.class)).isEqualTo(new Depart("me", -2, "static", "closed"));
  }

  @Test
  void whoLeftMayComeBack() {
    stable(0);
    happens(member.onLeaving("unsubscribed", true));
    assertThat(member.awaitsPoll()).isFalse();
    start();
    assertThat(content().memberEpoch()).isZero();
    assertThat(content().topics()).containsExactly("t");
  }

  @Test
  void whatCannotBeRepairedIsToldAndTriedAgainWithTheNextPoll() {
    start();
    refuse(KafkaError.UNSUPPORTED_ASSIGNOR);
    assertThat(want(Fail.class).error().error()).isEqualTo(KafkaError.UNSUPPORTED_ASSIGNOR);
    assertThat(member.state()).isEqualTo(State.FAILED);
    happens(member.onTimer(MembershipTimer.HEARTBEAT, 0));
    wantNo(Heartbeat.class);
    happens(member.onPolled());
    assertThat(content().memberEpoch()).isZero();
  }

  @Test
  void aMemberThatFailsLosesWhatItHadFirst() {
    stable(0);
    tick();
    refuse(KafkaError.GROUP_AUTHORIZATION_FAILED);
    assertThat(want(Lose.class).partitions()).containsExactly(T0);
    assertThat(member.awaitsPoll()).isFalse();
    told();
    assertThat(member.awaitsPoll()).isTrue();
  }

  @Test
  void anotherWithTheSameInstanceIdEndsIt() {
    member = membership("static");
    stable(0);
    tick();
    refuse(KafkaError.FENCED_INSTANCE_ID);
    told();
    assertThat(member.endedBy().error()).isEqualTo(KafkaError.FENCED_INSTANCE_ID);
    happens(member.onPolled());
    assertThat(effects).isEmpty();
    happens(member.onLeaving("unsubscribed", true));
    assertThat(member.endedBy()).isNull();
  }

  @Test
  void aTopicThatMayNotBeReadIsToldAndHeartbeatsGoOn() {
    stable();
    tick();
    refuse(KafkaError.TOPIC_AUTHORIZATION_FAILED);
    want(Fail.class);
    assertThat(member.state()).isEqualTo(State.STABLE);
    assertThat(want(SetTimer.class).timer()).isEqualTo(MembershipTimer.HEARTBEAT);
  }

  @Test
  void aCommitThatIsRefusedMakesTheMemberAskWhereItStands() {
    stable(0);
    happens(member.onCommitRefused(1, KafkaError.UNKNOWN_MEMBER_ID.exception()));
    want(Heartbeat.class);
    answer(2, null);
    happens(member.onCommitRefused(1, KafkaError.STALE_MEMBER_EPOCH.exception()));
    wantNo(Heartbeat.class);
  }

  /** Whatever happens in whatever order: what is told is what there is, and nothing throws. */
  @Test
  void anyOrderOfEventsLeavesTheMemberWhereTheCoordinatorWantsIt() {
    for (int seed = 0; seed < 300; seed++) {
      member = membership(seed % 3 == 0 ? "static" : null);
      new Chance(new Random(seed)).run();
    }
  }

  private final class Chance {
    private final Random random;
    private @Nullable Heartbeat underWay;
    private boolean pendingCall;
    private int epoch;
    private Map<Uuid, Set<Integer>> target = Map.of();

    Chance(Random random) {
      this.random = random;
    }

    void run() {
      react(member.onSubscribed(to("t")));
      for (int step = 0; step < 60; step++) {
        step();
      }
      while (underWay != null || pendingCall || member.awaitsPoll()) {
        if (pendingCall) {
          pendingCall = false;
          react(member.onTold(member.currentCall()));
        } else if (underWay != null) {
          respond(underWay);
        } else {
          react(member.onPolled());
        }
      }
      assertThat(member.state()).isEqualTo(State.STABLE);
      Set<TopicPartition> expected = new java.util.HashSet<>();
      target.getOrDefault(T, Set.of()).forEach(n -> expected.add(new TopicPartition("t", n)));
      assertThat(member.owned()).isEqualTo(expected);
    }

    private void step() {
      Heartbeat beat = underWay;
      switch (random.nextInt(7)) {
        case 0 -> react(member.onPolled());
        case 1 -> {
          if (pendingCall) {
            pendingCall = false;
            react(member.onTold(member.currentCall()));
          }
        }
        case 2 -> {
          if (beat != null) {
            respond(beat);
          }
        }
        case 3 -> {
          if (beat != null) {
            underWay = null;
            KafkaError[] errors = {
              KafkaError.FENCED_MEMBER_EPOCH,
              KafkaError.NOT_COORDINATOR,
              KafkaError.NETWORK_EXCEPTION,
              KafkaError.GROUP_AUTHORIZATION_FAILED
            };
            KafkaError error = errors[random.nextInt(errors.length)];
            react(member.onHeartbeatRefused(beat.round(), error.exception()));
            react(member.onTimer(MembershipTimer.HEARTBEAT, 0));
          }
        }
        case 4 -> react(member.onTimer(MembershipTimer.HEARTBEAT, 0));
        case 5 -> react(member.onSubscribed(to("t", "u" + random.nextInt(2))));
        default ->
            react(member.onTimer(MembershipTimer.POLL, random.nextInt(20) == 0 ? MAX_POLL : 0));
      }
    }

    private void respond(Heartbeat beat) {
      underWay = null;
      boolean changed = beat.content().memberEpoch() == 0 || random.nextInt(3) == 0;
      if (changed) {
        epoch++;
        Set<Integer> numbers = new java.util.HashSet<>();
        random.ints(random.nextInt(4), 0, 6).forEach(numbers::add);
        target = Map.of(T, numbers);
      }
      react(
          member.onHeartbeat(
              beat.round(), new HeartbeatAnswer("me", epoch, INTERVAL, changed ? target : null)));
    }

    private void react(List<MembershipEffect> out) {
      for (MembershipEffect effect : out) {
        if (effect instanceof Heartbeat beat) {
          assertThat(underWay == null || underWay.round() != beat.round()).isTrue();
          underWay = beat;
        } else if (effect instanceof Revoke || effect instanceof Lose || effect instanceof Assign) {
          pendingCall = true;
        } else if (effect instanceof Depart) {
          underWay = null;
          pendingCall = false;
        }
      }
    }
  }
}
