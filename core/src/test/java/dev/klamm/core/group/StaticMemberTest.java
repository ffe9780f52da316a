package dev.klamm.core.group;

import static dev.klamm.core.group.GroupBed.GROUP;
import static dev.klamm.core.group.GroupBed.REBALANCE_MS;
import static dev.klamm.core.group.GroupBed.SESSION_MS;
import static dev.klamm.core.group.GroupBed.assigning;
import static dev.klamm.core.group.GroupBed.committing;
import static dev.klamm.core.group.GroupBed.error;
import static dev.klamm.core.group.GroupBed.joining;
import static dev.klamm.core.group.GroupBed.syncing;
import static dev.klamm.core.group.GroupBed.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.GroupBed.Promise;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.OffsetCommitRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Static members (KIP-345, KIP-814). */
class StaticMemberTest {

  private final GroupBed bed = new GroupBed();

  private static JoinGroupRequest joiningAs(String instanceId, String memberId) {
    return joining(memberId).groupInstanceId(instanceId);
  }

  /** Two static members, {@code a} leading, stable. */
  private List<JoinGroupResponse> stableStaticPair() {
    JoinGroupResponse a = bed.join(joiningAs("a", ""), 9).get();
    bed.sync(assigning(a).groupInstanceId("a"));
    Promise<JoinGroupResponse> b = bed.join(joiningAs("b", ""), 9);
    JoinGroupResponse leader = bed.join(joiningAs("a", a.memberId()), 9).get();
    bed.sync(syncing(b.get()).groupInstanceId("b"));
    bed.sync(assigning(leader).groupInstanceId("a"));
    assertThat(bed.state()).isEqualTo("Stable");
    return List.of(leader, b.get());
  }

  @Test
  void staticMemberJoinsWithoutInvitation() {
    JoinGroupResponse joined = bed.join(joiningAs("a", ""), 9).get();
    assertThat(error(joined)).isEqualTo(KafkaError.NONE);
    assertThat(joined.memberId()).startsWith("a-");
    assertThat(joined.members().get(0).groupInstanceId()).isEqualTo("a");
  }

  @Test
  void followerThatComesBackTakesOverItsAssignmentWithoutARebalance() {
    List<JoinGroupResponse> pair = stableStaticPair();
    Promise<JoinGroupResponse> back = bed.join(joiningAs("b", ""), 9);
    assertThat(back.get().generationId()).isEqualTo(2);
    assertThat(back.get().memberId()).isNotEqualTo(pair.get(1).memberId());
    assertThat(back.get().leader()).isEqualTo(pair.get(0).memberId());
    assertThat(back.get().skipAssignment()).isFalse();
    assertThat(back.get().members()).isEmpty();
    assertThat(back.waitsForDurability()).isTrue();
    assertThat(bed.state()).isEqualTo("Stable");
    assertThat(bed.sync(syncing(back.get()).groupInstanceId("b")).get().assignment())
        .isEqualTo(text(pair.get(1).memberId()));
    assertThat(bed.heartbeat(pair.get(0))).isEqualTo(KafkaError.NONE);
  }

  @Test
  void leaderThatComesBackIsToldNotToAssign() {
    List<JoinGroupResponse> pair = stableStaticPair();
    JoinGroupResponse back = bed.join(joiningAs("a", ""), 9).get();
    assertThat(back.leader()).isEqualTo(back.memberId());
    assertThat(back.skipAssignment()).isTrue();
    assertThat(back.members())
        .extracting(m -> m.memberId())
        .containsExactlyInAnyOrder(back.memberId(), pair.get(1).memberId());
  }

  @Test
  void leaderOfAnOldVersionThatComesBackIsToldThatAnotherLeads() {
    List<JoinGroupResponse> pair = stableStaticPair();
    JoinGroupResponse back = bed.join(joiningAs("a", ""), 8).get();
    assertThat(back.leader()).isEqualTo(pair.get(0).memberId()).isNotEqualTo(back.memberId());
    assertThat(back.members()).isEmpty();
    assertThat(back.skipAssignment()).isFalse();
  }

  @Test
  void formerSelfIsFenced() {
    JoinGroupResponse former = stableStaticPair().get(1);
    bed.join(joiningAs("b", ""), 9).get();
    assertThat(bed.heartbeat(former.memberId(), 2, "b")).isEqualTo(KafkaError.FENCED_INSTANCE_ID);
    assertThat(error(bed.sync(syncing(former).groupInstanceId("b")).get()))
        .isEqualTo(KafkaError.FENCED_INSTANCE_ID);
    assertThat(error(bed.join(joiningAs("b", former.memberId()), 9).get()))
        .isEqualTo(KafkaError.FENCED_INSTANCE_ID);
    OffsetCommitRequest commit =
        committing("t", 0, 1)
            .memberId(former.memberId())
            .groupInstanceId("b")
            .generationIdOrMemberEpoch(2);
    assertThat(bed.commit(commit, 9)).isEqualTo(KafkaError.FENCED_INSTANCE_ID);
  }

  @Test
  void formerSelfThatStillWaitsToJoinIsFenced() {
    bed.stableMember();
    Promise<JoinGroupResponse> former = bed.join(joiningAs("a", ""), 9);
    Promise<JoinGroupResponse> back = bed.join(joiningAs("a", ""), 9);
    assertThat(error(former.get())).isEqualTo(KafkaError.FENCED_INSTANCE_ID);
    assertThat(back.isAnswered()).isFalse();
  }

  @Test
  void comingBackDuringASyncPhaseRebalances() {
    JoinGroupResponse a = bed.join(joiningAs("a", ""), 9).get();
    assertThat(bed.state()).isEqualTo("CompletingRebalance");
    JoinGroupResponse back = bed.join(joiningAs("a", ""), 9).get();
    assertThat(back.generationId()).isEqualTo(a.generationId() + 1);
  }

  @Test
  void comingBackWithAnotherProtocolRebalances() {
    JoinGroupResponse a = bed.join(joining("", "range", "sticky").groupInstanceId("a"), 9).get();
    bed.sync(assigning(a));
    JoinGroupResponse back = bed.join(joining("", "sticky").groupInstanceId("a"), 9).get();
    assertThat(back.protocolName()).isEqualTo("sticky");
    assertThat(back.generationId()).isEqualTo(2);
    assertThat(bed.state()).isEqualTo("CompletingRebalance");
  }

  @Test
  void staticMemberThatDoesNotRejoinKeepsItsPlaceUntilItsSessionEnds() {
    List<JoinGroupResponse> pair = stableStaticPair();
    JoinGroupRequest patient = joiningAs("b", pair.get(1).memberId()).sessionTimeoutMs(600_000);
    patient.protocols().get(0).metadata(GroupBed.subscription("u"));
    Promise<JoinGroupResponse> rejoined = bed.join(patient, 9);
    for (int ms = 0; ms < REBALANCE_MS; ms += SESSION_MS / 2) {
      bed.heartbeat(pair.get(0).memberId(), 2, "a");
      bed.advance(SESSION_MS / 2);
    }
    assertThat(rejoined.get().leader()).isEqualTo(pair.get(1).memberId());
    assertThat(rejoined.get().members()).hasSize(2);
  }

  @Test
  void joinPhaseGoesOnWaitingWhileOnlyAbsentStaticMembersAreLeft() {
    JoinGroupResponse a = bed.join(joiningAs("a", "").sessionTimeoutMs(1_000_000), 9).get();
    bed.sync(assigning(a));
    Promise<JoinGroupResponse> dynamic = bed.join(joining(""), 3);
    String memberId = bed.describe(GROUP).members().get(1).memberId();
    bed.leave(new LeaveGroupRequest.MemberIdentity().memberId(memberId));
    assertThat(error(dynamic.get())).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
    bed.advance(REBALANCE_MS + 1);
    assertThat(bed.state()).isEqualTo("PreparingRebalance");
    JoinGroupResponse back = bed.join(joiningAs("a", ""), 9).get();
    assertThat(back.generationId()).isEqualTo(2);
  }

  @Test
  void administratorRemovesAStaticMemberByItsName() {
    List<JoinGroupResponse> pair = stableStaticPair();
    LeaveGroupResponse left =
        bed.leave(
            new LeaveGroupRequest.MemberIdentity().memberId("").groupInstanceId("b"),
            new LeaveGroupRequest.MemberIdentity().memberId("wrong").groupInstanceId("a"));
    assertThat(left.members())
        .extracting(m -> KafkaError.forCode(m.errorCode()))
        .containsExactly(KafkaError.NONE, KafkaError.FENCED_INSTANCE_ID);
    assertThat(bed.heartbeat(pair.get(1))).isEqualTo(KafkaError.UNKNOWN_MEMBER_ID);
  }

  @Test
  void staticMemberComesBackEvenIfTheGroupIsFull() {
    GroupBed small =
        new GroupBed(GroupSettings.defaults().withInitialRebalanceDelayMs(0).withMaxSize(1));
    JoinGroupResponse a = small.join(joiningAs("a", ""), 9).get();
    small.sync(assigning(a));
    assertThat(error(small.join(joiningAs("a", ""), 9).get())).isEqualTo(KafkaError.NONE);
  }
}
