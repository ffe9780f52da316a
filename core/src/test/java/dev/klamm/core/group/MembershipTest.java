package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static dev.klamm.core.group.GroupBed.SESSION_MS;
import static dev.klamm.core.group.GroupBed.error;
import static dev.klamm.core.group.GroupBed.joining;
import static dev.klamm.core.group.GroupBed.syncing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.GroupBed.Promise;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heartbeats, leaving, and members that fall silent. */
class MembershipTest {

  private final GroupBed bed = new GroupBed();

  private static LeaveGroupRequest.MemberIdentity leaving(JoinGroupResponse member) {
    return new LeaveGroupRequest.MemberIdentity().memberId(member.memberId());
  }

  @Test
  void heartbeatsKeepASessionAlive() {
    JoinGroupResponse member = bed.stableMember();
    for (int i = 0; i < 5; i++) {
      bed.advance(SESSION_MS - 1);
      assertThat(bed.heartbeat(member)).isEqualTo(KafkaError.NONE);
    }
  }

  @Test
  void memberThatIsSilentForItsSessionTimeoutIsOut() {
    JoinGroupResponse member = bed.stableMember();
    bed.advance(SESSION_MS);
    assertThat(bed.heartbeat(member)).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    assertThat(bed.state()).isEqualTo("Empty");
  }

  @Test
  void silentMemberSetsOffARebalanceOfTheRest() {
    List<JoinGroupResponse> pair = bed.stablePair();
    bed.advance(SESSION_MS / 2);
    bed.heartbeat(pair.get(0));
    bed.advance(SESSION_MS / 2);
    assertThat(bed.heartbeat(pair.get(0))).isEqualTo(KafkaError.REBALANCE_IN_PROGRESS);
    JoinGroupResponse alone = bed.join(joining(pair.get(0).memberId()), 9).get();
    assertThat(alone.generationId()).isEqualTo(3);
    assertThat(alone.members()).hasSize(1);
  }

  @Test
  void heartbeatIsChecked() {
    JoinGroupResponse member = bed.stableMember();
    assertThat(bed.heartbeat("nobody", 1, null)).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    assertThat(bed.heartbeat(member.memberId(), 2, null)).isEqualTo(KafkaError.ILLEGAL_GENERATION);
    assertThat(bed.heartbeat(member.memberId(), 1, "static"))
        .isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
  }

  @Test
  void heartbeatWhileTheLeaderAssignsIsFine() {
    JoinGroupResponse member = bed.joinNew().get();
    assertThat(bed.state()).isEqualTo("CompletingRebalance");
    assertThat(bed.heartbeat(member)).isEqualTo(KafkaError.NONE);
  }

  @Test
  void groupIsEmptyOnceTheLastMemberLeft() {
    JoinGroupResponse member = bed.stableMember();
    LeaveGroupResponse left = bed.leave(leaving(member));
    assertThat(left.errorCode()).isZero();
    assertThat(left.members()).extracting(m -> m.errorCode()).containsExactly((short) 0);
    assertThat(bed.state()).isEqualTo("Empty");
    assertThat(bed.timersOf(dev.klamm.core.group.classic.ClassicTimer.SessionOver.class)).isZero();
    assertThat(bed.joinNew().get().generationId()).isEqualTo(3);
  }

  @Test
  void leaderThatLeavesIsFollowedByAnother() {
    List<JoinGroupResponse> pair = bed.stablePair();
    bed.leave(leaving(pair.get(0)));
    JoinGroupResponse next = bed.join(joining(pair.get(1).memberId()), 9).get();
    assertThat(next.leader()).isEqualTo(pair.get(1).memberId());
  }

  @Test
  void severalMembersLeaveInOneRequestEachWithItsOwnError() {
    List<JoinGroupResponse> pair = bed.stablePair();
    LeaveGroupResponse left =
        bed.leave(
            leaving(pair.get(0)),
            new LeaveGroupRequest.MemberIdentity().memberId("nobody"),
            new LeaveGroupRequest.MemberIdentity().memberId("").groupInstanceId("static"),
            leaving(pair.get(1)));
    assertThat(left.members())
        .extracting(m -> KafkaError.forCode(m.errorCode()))
        .containsExactly(
            KafkaError.NONE,
            KafkaError.UNKNOWN_MEMBER_ID,
            KafkaError.UNKNOWN_MEMBER_ID,
            KafkaError.NONE);
    assertThat(bed.state()).isEqualTo("Empty");
  }

  @Test
  void beforeVersionThreeOneMemberLeavesAndTheAnswerHasItsError() {
    JoinGroupResponse member = bed.stableMember();
    LeaveGroupRequest request = new LeaveGroupRequest().groupId(GROUP).memberId("nobody");
    assertThat(bed.leave(request, 1).errorCode()).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID.code());
    LeaveGroupResponse left = bed.leave(request.memberId(member.memberId()), 1);
    assertThat(left.errorCode()).isZero();
    assertThat(left.members()).isEmpty();
  }

  @Test
  void leavingAnUnknownGroupIsAnErrorPerMember() {
    LeaveGroupResponse left = bed.leave(new LeaveGroupRequest.MemberIdentity().memberId("nobody"));
    assertThat(left.errorCode()).isZero();
    assertThat(left.members().get(0).errorCode()).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID.code());
    assertThat(bed.leave(new LeaveGroupRequest(), 5).errorCode())
        .isEqualTo(KafkaError.INVALID_GROUP_ID.code());
  }

  @Test
  void whoWasInvitedMayLeaveWithoutARebalance() {
    JoinGroupResponse member = bed.stableMember();
    JoinGroupResponse invited = bed.join(joining(""), 9).get();
    assertThat(bed.leave(leaving(invited)).members().get(0).errorCode()).isZero();
    assertThat(bed.state()).isEqualTo("Stable");
    assertThat(bed.heartbeat(member)).isEqualTo(KafkaError.NONE);
  }

  @Test
  void memberThatLeavesWhileItJoinsIsAnswered() {
    bed.stableMember();
    Promise<JoinGroupResponse> second = bed.joinNew();
    String memberId = bed.describe(GROUP).members().get(1).memberId();
    bed.leave(new LeaveGroupRequest.MemberIdentity().memberId(memberId));
    assertThat(error(second.get())).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
  }

  @Test
  void memberThatLeavesWhileItSyncsIsAnswered() {
    JoinGroupResponse first = bed.stableMember();
    Promise<JoinGroupResponse> second = bed.joinNew();
    bed.join(joining(first.memberId()), 9);
    Promise<SyncGroupResponse> syncing = bed.sync(syncing(second.get()));
    bed.leave(leaving(second.get()));
    assertThat(error(syncing.get())).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
  }
}
