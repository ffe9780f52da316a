package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static dev.klamm.core.group.GroupBed.REBALANCE_MS;
import static dev.klamm.core.group.GroupBed.SESSION_MS;
import static dev.klamm.core.group.GroupBed.assigning;
import static dev.klamm.core.group.GroupBed.error;
import static dev.klamm.core.group.GroupBed.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.GroupBed.Promise;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.ListGroupsRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JoinGroup and the join phase of dynamic members. */
class JoinGroupTest {

  private final GroupBed bed = new GroupBed();

  private static GroupBed delaying(int delayMs) {
    return new GroupBed(GroupSettings.defaults().withInitialRebalanceDelayMs(delayMs));
  }

  @Test
  void newDynamicMemberIsFirstGivenAnIdToComeBackWith() {
    JoinGroupResponse invitation = bed.join(joining(""), 4).get();
    assertThat(error(invitation)).isEqualTo(KafkaError.MEMBER_ID_REQUIRED);
    assertThat(invitation.memberId()).startsWith("client-").hasSizeGreaterThan(20);
    JoinGroupResponse joined = bed.join(joining(invitation.memberId()), 4).get();
    assertThat(error(joined)).isEqualTo(KafkaError.NONE);
    assertThat(joined.memberId()).isEqualTo(invitation.memberId());
  }

  @Test
  void beforeVersionFourAMemberJoinsAtOnce() {
    JoinGroupResponse joined = bed.join(joining(""), 3).get();
    assertThat(error(joined)).isEqualTo(KafkaError.NONE);
    assertThat(joined.generationId()).isEqualTo(1);
  }

  @Test
  void invitationEndsWithTheSessionTimeout() {
    JoinGroupResponse invitation = bed.join(joining(""), 9).get();
    bed.advance(SESSION_MS);
    assertThat(error(bed.join(joining(invitation.memberId()), 9).get()))
        .isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    assertThat(bed.list(new ListGroupsRequest())).isEmpty();
  }

  @Test
  void firstToJoinLeadsAndIsToldTheMembers() {
    JoinGroupResponse joined = bed.joinNew().get();
    assertThat(joined.leader()).isEqualTo(joined.memberId());
    assertThat(joined.protocolName()).isEqualTo("range");
    assertThat(joined.protocolType()).isEqualTo("consumer");
    assertThat(joined.members()).extracting(m -> m.memberId()).containsExactly(joined.memberId());
    assertThat(joined.members().get(0).metadata()).isEqualTo(GroupBed.subscription("t"));
    assertThat(joined.skipAssignment()).isFalse();
  }

  @Test
  void followersAreNotToldTheMembers() {
    List<JoinGroupResponse> pair = bed.stablePair();
    assertThat(pair.get(0).members()).hasSize(2);
    assertThat(pair.get(1).members()).isEmpty();
    assertThat(pair.get(1).leader()).isEqualTo(pair.get(0).memberId());
    assertThat(pair).extracting(JoinGroupResponse::generationId).containsOnly(2);
  }

  @Test
  void errorHasNoProtocolOrBeforeVersionSevenAnEmptyOne() {
    assertThat(bed.join(joining("nobody"), 6).get().protocolName()).isEmpty();
    assertThat(bed.join(joining("nobody"), 7).get().protocolName()).isNull();
  }

  @Test
  void emptyGroupIdIsRefused() {
    assertThat(error(bed.join(joining("").groupId(""), 9).get()))
        .isEqualTo(KafkaError.INVALID_GROUP_ID);
  }

  @ParameterizedTest
  @ValueSource(ints = {5_999, 1_800_001, -1})
  void sessionTimeoutOutOfBoundsIsRefused(int sessionTimeoutMs) {
    assertThat(error(bed.join(joining("").sessionTimeoutMs(sessionTimeoutMs), 9).get()))
        .isEqualTo(KafkaError.INVALID_SESSION_TIMEOUT);
  }

  @Test
  void unknownMemberIdIsRefusedWithAndWithoutGroup() {
    assertThat(error(bed.join(joining("nobody"), 9).get())).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    bed.stableMember();
    assertThat(error(bed.join(joining("nobody"), 9).get())).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
  }

  @Test
  void memberWithoutProtocolsOrTypeIsRefused() {
    assertThat(error(bed.join(joining("").protocols(List.of()), 9).get()))
        .isEqualTo(KafkaError.INCONSISTENT_GROUP_PROTOCOL);
    assertThat(error(bed.join(joining("").protocolType(""), 9).get()))
        .isEqualTo(KafkaError.INCONSISTENT_GROUP_PROTOCOL);
    assertThat(bed.list(new ListGroupsRequest())).isEmpty();
  }

  @Test
  void memberWithNothingInCommonIsRefused() {
    bed.stableMember();
    assertThat(error(bed.join(joining("", "sticky"), 9).get()))
        .isEqualTo(KafkaError.INCONSISTENT_GROUP_PROTOCOL);
    assertThat(error(bed.join(joining("").protocolType("connect"), 9).get()))
        .isEqualTo(KafkaError.INCONSISTENT_GROUP_PROTOCOL);
    assertThat(bed.state()).isEqualTo("Stable");
  }

  @Test
  void groupThatIsEmptyTakesAnyProtocolType() {
    JoinGroupResponse member = bed.stableMember();
    bed.leave(new LeaveGroupRequest.MemberIdentity().memberId(member.memberId()));
    JoinGroupRequest other = joining("", "x").protocolType("connect");
    assertThat(bed.join(other, 3).get().protocolType()).isEqualTo("connect");
  }

  @Test
  void protocolIsTheOneThatMostPreferAmongThoseAllKnow() {
    JoinGroupResponse first = bed.join(joining("", "range", "sticky", "rr"), 3).get();
    bed.sync(assigning(first));
    Promise<JoinGroupResponse> second = bed.join(joining("", "sticky", "range"), 3);
    Promise<JoinGroupResponse> third = bed.join(joining("", "sticky", "rr", "range"), 3);
    bed.join(joining(first.memberId(), "range", "sticky", "rr"), 3);
    assertThat(second.get().protocolName()).isEqualTo("sticky");
    assertThat(third.get().protocolName()).isEqualTo("sticky");
  }

  @Test
  void joinPhaseWaitsForMembersThatAreKnown() {
    JoinGroupResponse first = bed.stableMember();
    Promise<JoinGroupResponse> second = bed.joinNew();
    assertThat(second.isAnswered()).isFalse();
    assertThat(bed.heartbeat(first)).isEqualTo(KafkaError.REBALANCE_IN_PROGRESS);
    bed.join(joining(first.memberId()), 9);
    assertThat(second.get().generationId()).isEqualTo(2);
  }

  @Test
  void memberThatDoesNotRejoinInTimeIsOut() {
    JoinGroupResponse first = bed.stableMember();
    Promise<JoinGroupResponse> second = bed.joinNew();
    for (int ms = 0; ms < REBALANCE_MS; ms += SESSION_MS / 2) {
      assertThat(second.isAnswered()).isFalse();
      bed.heartbeat(first);
      bed.advance(SESSION_MS / 2);
    }
    assertThat(second.get().leader()).isEqualTo(second.get().memberId());
    assertThat(second.get().members()).hasSize(1);
    assertThat(bed.heartbeat(first)).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
  }

  @Test
  void joinPhaseWaitsForThoseWhoWereInvited() {
    JoinGroupResponse first = bed.stableMember();
    JoinGroupResponse invited = bed.join(joining(""), 9).get();
    Promise<JoinGroupResponse> third = bed.joinNew();
    Promise<JoinGroupResponse> again = bed.join(joining(first.memberId()), 9);
    assertThat(again.isAnswered()).isFalse();
    bed.join(joining(invited.memberId()), 9);
    assertThat(again.get().members()).hasSize(3);
    assertThat(third.isAnswered()).isTrue();
  }

  @Test
  void joinPhaseGoesOnWhenAnInvitationEnds() {
    JoinGroupResponse first = bed.stableMember();
    bed.join(joining(""), 9).get();
    Promise<JoinGroupResponse> third = bed.joinNew();
    bed.join(joining(first.memberId()), 9);
    assertThat(third.isAnswered()).isFalse();
    bed.advance(SESSION_MS);
    assertThat(third.get().generationId()).isEqualTo(2);
  }

  @Test
  void longestRebalanceTimeoutOfAnyMemberHolds() {
    JoinGroupResponse first = bed.join(joining("").rebalanceTimeoutMs(5_000), 3).get();
    bed.sync(assigning(first));
    Promise<JoinGroupResponse> second = bed.join(joining("").rebalanceTimeoutMs(8_000), 3);
    bed.advance(7_999);
    assertThat(second.isAnswered()).isFalse();
    bed.advance(1);
    assertThat(second.get().members()).hasSize(1);
  }

  @Test
  void versionZeroRebalancesWithinTheSessionTimeout() {
    JoinGroupResponse first = bed.join(joining("").rebalanceTimeoutMs(-1), 0).get();
    bed.sync(assigning(first));
    Promise<JoinGroupResponse> second = bed.join(joining("").rebalanceTimeoutMs(-1), 0);
    bed.advance(SESSION_MS - 1);
    bed.heartbeat(first);
    assertThat(second.isAnswered()).isFalse();
    bed.advance(1);
    assertThat(second.isAnswered()).isTrue();
  }

  @Test
  void emptyGroupWaitsForMoreMembersBeforeItsFirstRebalance() {
    GroupBed slow = delaying(3_000);
    Promise<JoinGroupResponse> first = slow.join(joining(""), 3);
    slow.advance(2_999);
    assertThat(first.isAnswered()).isFalse();
    slow.advance(1);
    assertThat(first.get().members()).hasSize(1);
  }

  @Test
  void firstRebalanceWaitsOnWhileNewMembersKeepComing() {
    GroupBed slow = delaying(3_000);
    Promise<JoinGroupResponse> first = slow.join(joining(""), 3);
    slow.advance(2_000);
    Promise<JoinGroupResponse> second = slow.join(joining(""), 3);
    slow.advance(3_999);
    assertThat(first.isAnswered()).isFalse();
    slow.advance(1);
    assertThat(first.get().members()).hasSize(2);
    assertThat(second.isAnswered()).isTrue();
  }

  @Test
  void firstRebalanceWaitsNoLongerThanTheRebalanceTimeout() {
    GroupBed slow = delaying(3_000);
    Promise<JoinGroupResponse> first = slow.join(joining("").rebalanceTimeoutMs(10_000), 3);
    for (int i = 0; i < 9; i++) {
      slow.advance(1_000);
      slow.join(joining("").rebalanceTimeoutMs(10_000), 3);
      assertThat(first.isAnswered()).isFalse();
    }
    slow.advance(1_000);
    assertThat(first.get().members()).hasSize(10);
  }

  @Test
  void joiningAgainWithTheSameProtocolsDoesNotRebalanceAFollower() {
    List<JoinGroupResponse> pair = bed.stablePair();
    JoinGroupResponse again = bed.join(joining(pair.get(1).memberId()), 9).get();
    assertThat(again.generationId()).isEqualTo(2);
    assertThat(bed.state()).isEqualTo("Stable");
  }

  @Test
  void joiningAgainAsLeaderForcesARebalance() {
    JoinGroupResponse leader = bed.stablePair().get(0);
    assertThat(bed.join(joining(leader.memberId()), 9).isAnswered()).isFalse();
    assertThat(bed.state()).isEqualTo("PreparingRebalance");
  }

  @Test
  void joiningAgainWithOtherMetadataRebalances() {
    JoinGroupResponse follower = bed.stablePair().get(1);
    JoinGroupRequest changed = joining(follower.memberId());
    changed.protocols().get(0).metadata(GroupBed.subscription("t", "u"));
    assertThat(bed.join(changed, 9).isAnswered()).isFalse();
    assertThat(bed.state()).isEqualTo("PreparingRebalance");
  }

  @Test
  void memberThatMissedItsJoinAnswerGetsTheSameGenerationAgain() {
    JoinGroupResponse leader = bed.joinNew().get();
    JoinGroupResponse again = bed.join(joining(leader.memberId()), 9).get();
    assertThat(again.generationId()).isEqualTo(leader.generationId());
    assertThat(again.members()).hasSize(1);
  }

  @Test
  void requestThatWasGivenUpIsAnsweredWhenTheMemberAsksAgain() {
    bed.stableMember();
    Promise<JoinGroupResponse> givenUp = bed.joinNew();
    String memberId = bed.describe(GROUP).members().stream().map(m -> m.memberId()).toList().get(1);
    Promise<JoinGroupResponse> again = bed.join(joining(memberId), 9);
    assertThat(error(givenUp.get())).isEqualTo(KafkaError.REBALANCE_IN_PROGRESS);
    assertThat(again.isAnswered()).isFalse();
  }

  @Test
  void fullGroupTurnsNewMembersAway() {
    GroupBed small =
        new GroupBed(GroupSettings.defaults().withInitialRebalanceDelayMs(0).withMaxSize(1));
    JoinGroupResponse only = small.stableMember();
    assertThat(error(small.join(joining(""), 9).get()))
        .isEqualTo(KafkaError.GROUP_MAX_SIZE_REACHED);
    assertThat(small.heartbeat(only)).isEqualTo(KafkaError.NONE);
  }

  @Test
  void fullGroupTurnsAwayThoseItInvitedToo() {
    GroupBed small =
        new GroupBed(GroupSettings.defaults().withInitialRebalanceDelayMs(0).withMaxSize(1));
    String one = small.join(joining(""), 9).get().memberId();
    String two = small.join(joining(""), 9).get().memberId();
    assertThat(error(small.join(joining(one), 9).get())).isEqualTo(KafkaError.NONE);
    assertThat(error(small.join(joining(two), 9).get()))
        .isEqualTo(KafkaError.GROUP_MAX_SIZE_REACHED);
  }

  @Test
  void newMemberThatWaitsTooLongForTheOthersIsTurnedAway() {
    JoinGroupResponse first = bed.join(joining("").rebalanceTimeoutMs(1_000_000), 3).get();
    bed.sync(assigning(first));
    Promise<JoinGroupResponse> second = bed.join(joining(""), 3);
    for (int i = 0; i < 60; i++) {
      bed.heartbeat(first);
      bed.advance(5_000);
    }
    assertThat(error(second.get())).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
  }
}
