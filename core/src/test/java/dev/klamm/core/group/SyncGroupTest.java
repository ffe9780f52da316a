package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static dev.klamm.core.group.GroupBed.REBALANCE_MS;
import static dev.klamm.core.group.GroupBed.SESSION_MS;
import static dev.klamm.core.group.GroupBed.assigning;
import static dev.klamm.core.group.GroupBed.error;
import static dev.klamm.core.group.GroupBed.joining;
import static dev.klamm.core.group.GroupBed.syncing;
import static dev.klamm.core.group.GroupBed.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.GroupBed.Promise;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupResponse;
import org.junit.jupiter.api.Test;

/** SyncGroup and the sync phase. */
class SyncGroupTest {

  private final GroupBed bed = new GroupBed();

  @Test
  void followersWaitForTheLeadersAssignment() {
    JoinGroupResponse first = bed.stableMember();
    JoinGroupResponse second = follower(first);
    Promise<SyncGroupResponse> waiting = bed.sync(syncing(second));
    assertThat(waiting.isAnswered()).isFalse();
    JoinGroupResponse leader = bed.join(joining(first.memberId()), 9).get();
    Promise<SyncGroupResponse> own = bed.sync(assigning(leader));
    assertThat(waiting.get().assignment()).isEqualTo(text(second.memberId()));
    assertThat(own.get().assignment()).isEqualTo(text(first.memberId()));
    assertThat(own.get().protocolName()).isEqualTo("range");
    assertThat(bed.state()).isEqualTo("Stable");
  }

  private JoinGroupResponse follower(JoinGroupResponse first) {
    Promise<JoinGroupResponse> second = bed.joinNew();
    bed.join(joining(first.memberId()), 9).get();
    return second.get();
  }

  @Test
  void answerWithAnAssignmentWaitsUntilItIsDurable() {
    JoinGroupResponse leader = bed.joinNew().get();
    assertThat(bed.sync(assigning(leader)).waitsForDurability()).isTrue();
    assertThat(bed.sync(syncing(leader)).waitsForDurability()).isTrue();
  }

  @Test
  void memberThatIsNotNamedByTheLeaderIsAssignedNothing() {
    JoinGroupResponse leader = bed.joinNew().get();
    assertThat(bed.sync(syncing(leader)).get().assignment().remaining()).isZero();
  }

  @Test
  void memberOfAStableGroupGetsItsAssignmentAgain() {
    JoinGroupResponse member = bed.stableMember();
    assertThat(bed.sync(syncing(member)).get().assignment()).isEqualTo(text(member.memberId()));
  }

  @Test
  void wrongMemberGenerationOrGroupIsRefused() {
    JoinGroupResponse member = bed.stableMember();
    assertThat(error(bed.sync(syncing(member).groupId("")).get()))
        .isEqualTo(KafkaError.INVALID_GROUP_ID);
    assertThat(error(bed.sync(syncing(member).groupId("other")).get()))
        .isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    assertThat(error(bed.sync(syncing(member).memberId("other")).get()))
        .isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    assertThat(error(bed.sync(syncing(member).generationId(7)).get()))
        .isEqualTo(KafkaError.ILLEGAL_GENERATION);
  }

  @Test
  void protocolThatTheGroupDoesNotSpeakIsRefused() {
    JoinGroupResponse member = bed.stableMember();
    assertThat(error(bed.sync(syncing(member).protocolType("connect")).get()))
        .isEqualTo(KafkaError.INCONSISTENT_GROUP_PROTOCOL);
    assertThat(error(bed.sync(syncing(member).protocolName("sticky")).get()))
        .isEqualTo(KafkaError.INCONSISTENT_GROUP_PROTOCOL);
    SyncGroupRequest right = syncing(member).protocolType("consumer").protocolName("range");
    assertThat(error(bed.sync(right, 5).get())).isEqualTo(KafkaError.NONE);
  }

  @Test
  void protocolMustBeNamedFromVersionFive() {
    JoinGroupResponse member = bed.stableMember();
    assertThat(error(bed.sync(syncing(member), 5).get()))
        .isEqualTo(KafkaError.INCONSISTENT_GROUP_PROTOCOL);
    assertThat(error(bed.sync(syncing(member), 4).get())).isEqualTo(KafkaError.NONE);
  }

  @Test
  void syncDuringAJoinPhaseIsToldToJoin() {
    JoinGroupResponse member = bed.stableMember();
    bed.joinNew();
    assertThat(error(bed.sync(syncing(member)).get())).isEqualTo(KafkaError.REBALANCE_IN_PROGRESS);
  }

  @Test
  void rebalanceSendsWaitingFollowersBackToJoin() {
    JoinGroupResponse first = bed.stableMember();
    JoinGroupResponse second = follower(first);
    Promise<SyncGroupResponse> waiting = bed.sync(syncing(second));
    bed.joinNew();
    assertThat(error(waiting.get())).isEqualTo(KafkaError.REBALANCE_IN_PROGRESS);
  }

  @Test
  void membersThatNeverSyncAreRemovedAfterTheRebalanceTimeout() {
    JoinGroupResponse first = bed.stableMember();
    JoinGroupResponse second = follower(first);
    Promise<SyncGroupResponse> waiting = bed.sync(syncing(second));
    for (int ms = 0; ms < REBALANCE_MS; ms += SESSION_MS / 2) {
      assertThat(bed.heartbeat(first.memberId(), 2, null)).isEqualTo(KafkaError.NONE);
      bed.advance(SESSION_MS / 2);
    }
    assertThat(error(waiting.get())).isEqualTo(KafkaError.REBALANCE_IN_PROGRESS);
    assertThat(bed.describe(GROUP).members())
        .extracting(m -> m.memberId())
        .containsExactly(second.memberId());
    JoinGroupResponse alone = bed.join(joining(second.memberId()), 9).get();
    assertThat(alone.leader()).isEqualTo(second.memberId());
  }

  @Test
  void syncPhaseTimerEndsWhenAllHaveSynced() {
    bed.stablePair();
    assertThat(bed.timersOf(dev.klamm.core.group.classic.ClassicTimer.SyncPhaseOver.class))
        .isZero();
  }

  @Test
  void syncThatWasGivenUpIsAnsweredWhenTheMemberAsksAgain() {
    JoinGroupResponse second = follower(bed.stableMember());
    Promise<SyncGroupResponse> givenUp = bed.sync(syncing(second));
    Promise<SyncGroupResponse> again = bed.sync(syncing(second));
    assertThat(error(givenUp.get())).isEqualTo(KafkaError.REBALANCE_IN_PROGRESS);
    assertThat(again.isAnswered()).isFalse();
  }

  @Test
  void memberThatWaitsForItsAssignmentDoesNotTimeOut() {
    JoinGroupResponse first = bed.stableMember();
    JoinGroupResponse second = follower(first);
    Promise<SyncGroupResponse> waiting = bed.sync(syncing(second));
    for (int i = 0; i < 4; i++) {
      bed.advance(SESSION_MS / 2);
      bed.heartbeat(first.memberId(), 2, null);
    }
    assertThat(waiting.isAnswered()).isFalse();
    JoinGroupResponse leader = bed.join(joining(first.memberId()), 9).get();
    bed.sync(assigning(leader));
    assertThat(error(waiting.get())).isEqualTo(KafkaError.NONE);
    bed.advance(SESSION_MS - 1);
    assertThat(bed.heartbeat(second)).isEqualTo(KafkaError.NONE);
  }
}
