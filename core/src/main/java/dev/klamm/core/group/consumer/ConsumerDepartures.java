package dev.klamm.core.group.consumer;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.MemberIdentity;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.LeaveGroupResponse.MemberResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Members that leave, for good or for a moment, and those that are thrown out. */
final class ConsumerDepartures {
  /** From this version on a request names several members, and each has its own error. */
  private static final int FIRST_VERSION_WITH_MANY = 3;

  private final OpenGroups openGroups;
  private final Migrations migrations;

  ConsumerDepartures(OpenGroups openGroups, Migrations migrations) {
    this.openGroups = openGroups;
    this.migrations = migrations;
  }

  /** ConsumerGroupHeartbeat of a member that leaves. */
  ConsumerGroupHeartbeatResponse leave(ConsumerGroupHeartbeatRequest request, Turn turn) {
    ConsumerGroup group = openGroups.existing(request.groupId());
    ConsumerMember member = member(group, request);
    if (request.memberEpoch() == ConsumerMember.STATIC_AWAY) {
      goAway(group, member, turn);
    } else {
      remove(group, List.of(member), turn);
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
            Progress.step(
                now,
                ConsumerMember.STATIC_AWAY,
                now.previousEpoch(),
                now.state(),
                now.assigned(),
                PartitionSet.EMPTY)));
    change.commit(turn);
    turn.effects()
        .cancelTimer(new ConsumerTimer.RevocationOver(group.groupId(), member.memberId()));
  }

  /** LeaveGroup, of members by either protocol; an administrator may name a static member only. */
  LeaveGroupResponse leave(
      ConsumerGroup group, LeaveGroupRequest request, Caller caller, Turn turn) {
    boolean many = caller.apiVersion() >= FIRST_VERSION_WITH_MANY;
    List<LeaveGroupRequest.MemberIdentity> named =
        many
            ? request.members()
            : List.of(new LeaveGroupRequest.MemberIdentity().memberId(request.memberId()));
    Set<ConsumerMember> leaving = new LinkedHashSet<>();
    List<MemberResponse> results = new ArrayList<>(named.size());
    for (LeaveGroupRequest.MemberIdentity each : named) {
      results.add(
          new MemberResponse()
              .memberId(each.memberId())
              .groupInstanceId(each.groupInstanceId())
              .errorCode(find(group, each, leaving).code()));
    }
    remove(group, leaving, turn);
    return many
        ? new LeaveGroupResponse().members(results)
        : new LeaveGroupResponse().errorCode(results.get(0).errorCode());
  }

  private static KafkaError find(
      ConsumerGroup group, LeaveGroupRequest.MemberIdentity leaving, Set<ConsumerMember> found) {
    String memberId = leaving.memberId();
    ConsumerMember member = group.member(memberId);
    if (leaving.groupInstanceId() != null) {
      member = group.ofInstance(leaving.groupInstanceId());
      if (member != null && !memberId.isEmpty() && !memberId.equals(member.memberId())) {
        return KafkaError.FENCED_INSTANCE_ID;
      }
    }
    if (member == null) {
      return KafkaError.UNKNOWN_MEMBER_ID;
    }
    found.add(member);
    return KafkaError.NONE;
  }

  /** Their partitions are free at once; a new epoch begins, in which others get them. */
  void remove(ConsumerGroup group, Collection<ConsumerMember> leaving, Turn turn) {
    if (leaving.isEmpty()) {
      return;
    }
    GroupChange change = new GroupChange(group);
    for (ConsumerMember member : leaving) {
      change.remove(member.memberId());
      Assigning.cancelTimers(group, member.memberId(), turn);
    }
    if (migrations.mustDowngrade(change.members())) {
      migrations.downgrade(group, change, turn);
    } else {
      change.bump();
      change.commit(turn);
    }
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
      remove(group, List.of(member), turn);
    }
  }
}
