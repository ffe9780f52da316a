package dev.klamm.core.group.consumer;

import dev.klamm.core.group.MemberIdentity;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse;

/** Members that leave, for good or for a moment, and those that are thrown out. */
final class ConsumerDepartures {
  private final OpenGroups openGroups;

  ConsumerDepartures(OpenGroups openGroups) {
    this.openGroups = openGroups;
  }

  /** ConsumerGroupHeartbeat of a member that leaves. */
  ConsumerGroupHeartbeatResponse leave(ConsumerGroupHeartbeatRequest request, Turn turn) {
    ConsumerGroup group = openGroups.existing(request.groupId());
    ConsumerMember member = member(group, request);
    if (request.memberEpoch() == ConsumerMember.STATIC_AWAY) {
      goAway(group, member, turn);
    } else {
      remove(group, member, turn);
    }
    return new ConsumerGroupHeartbeatResponse()
        .memberId(request.memberId())
        .memberEpoch(request.memberEpoch());
  }

  private static ConsumerMember member(ConsumerGroup group, ConsumerGroupHeartbeatRequest request) {
    String instanceId = request.instanceId();
    if (instanceId != null) {
      MemberIdentity identity = new MemberIdentity(request.memberId(), instanceId, "", "");
      return MemberRequests.checkHolder(group.ofInstance(instanceId), identity, group);
    }
    ConsumerMember member = group.member(request.memberId());
    if (member == null) {
      throw ConsumerHeartbeats.unknown(request.memberId(), group);
    }
    return member;
  }

  /** It keeps its partitions, which nobody reads, until it is back or its session is over. */
  private static void goAway(ConsumerGroup group, ConsumerMember member, Turn turn) {
    Progress now = member.progress();
    GroupChange change = new GroupChange(group);
    change.put(
        member.with(
            new Progress(
                ConsumerMember.STATIC_AWAY,
                now.previousEpoch(),
                now.state(),
                now.assigned(),
                PartitionSet.EMPTY)));
    change.commit(turn);
    turn.effects()
        .cancelTimer(new ConsumerTimer.RevocationOver(group.groupId(), member.memberId()));
  }

  /** Its partitions are free at once; a new epoch begins, in which others get them. */
  void remove(ConsumerGroup group, ConsumerMember member, Turn turn) {
    GroupChange change = new GroupChange(group);
    change.remove(member.memberId());
    change.bump();
    change.commit(turn);
    Assigning.cancelTimers(group.groupId(), member.memberId(), turn);
  }

  /** A timer ran out. */
  void onTimer(ConsumerGroup group, ConsumerTimer event, Turn turn) {
    ConsumerMember member = group.member(event.memberId());
    if (member == null) {
      return;
    }
    boolean isOver =
        !(event instanceof ConsumerTimer.RevocationOver)
            || member.progress().state() == MemberState.UNREVOKED_PARTITIONS;
    if (isOver) {
      remove(group, member, turn);
    }
  }
}
