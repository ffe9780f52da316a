package dev.klamm.core.group.classic;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.classic.ClassicTimer.SessionOver;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupRequest.MemberIdentity;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.LeaveGroupResponse.MemberResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LeaveGroup, one member or many, and members that were not heard of for their session time-out.
 */
final class Departures {
  /** From this version on a request names several members, and each has its own error. */
  private static final int FIRST_VERSION_WITH_MANY = 3;

  private final Groups groups;
  private final Rebalances rebalances;

  Departures(Groups groups, Rebalances rebalances) {
    this.groups = groups;
    this.rebalances = rebalances;
  }

  void leave(
      LeaveGroupRequest request, Caller caller, ReplyHandle<LeaveGroupResponse> to, Turn turn) {
    if (request.groupId().isEmpty()) {
      turn.effects()
          .replyNow(to, new LeaveGroupResponse().errorCode(KafkaError.INVALID_GROUP_ID.code()));
      return;
    }
    boolean many = caller.apiVersion() >= FIRST_VERSION_WITH_MANY;
    List<MemberIdentity> leaving =
        many ? request.members() : List.of(new MemberIdentity().memberId(request.memberId()));
    List<MemberResponse> results =
        leaveAll(ClassicGroup.in(groups, request.groupId()), leaving, turn);
    LeaveGroupResponse answer =
        many
            ? new LeaveGroupResponse().members(results)
            : new LeaveGroupResponse().errorCode(results.get(0).errorCode());
    turn.effects().reply(to, answer);
  }

  private List<MemberResponse> leaveAll(
      @Nullable ClassicGroup group, List<MemberIdentity> leaving, Turn turn) {
    List<MemberResponse> results = new ArrayList<>(leaving.size());
    int before = group == null ? 0 : group.members().size();
    for (MemberIdentity each : leaving) {
      KafkaError error = group == null ? KafkaError.UNKNOWN_MEMBER_ID : leaveOne(group, each, turn);
      results.add(
          new MemberResponse()
              .memberId(each.memberId())
              .groupInstanceId(each.groupInstanceId())
              .errorCode(error.code()));
    }
    if (group != null) {
      afterDeparture(group, before, turn);
    }
    return results;
  }

  private void afterDeparture(ClassicGroup group, int membersBefore, Turn turn) {
    if (group.members().size() < membersBefore) {
      rebalances.startOrAdvance(group, turn);
    } else {
      rebalances.advance(group, turn);
    }
    groups.discardIfVoid(group);
  }

  private static KafkaError leaveOne(ClassicGroup group, MemberIdentity leaving, Turn turn) {
    String memberId = leaving.memberId();
    if (group.invited().remove(memberId)) {
      turn.effects().cancelTimer(new SessionOver(group.groupId(), memberId));
      return KafkaError.NONE;
    }
    // An administrator removes a static member by its name alone.
    boolean byName = memberId.isEmpty() && leaving.groupInstanceId() != null;
    GroupMember member =
        byName
            ? group.members().ofInstance(leaving.groupInstanceId())
            : group.members().get(memberId);
    KafkaError error = byName ? KafkaError.NONE : group.check(memberId, leaving.groupInstanceId());
    if (error != KafkaError.NONE || member == null) {
      return error == KafkaError.NONE ? KafkaError.UNKNOWN_MEMBER_ID : error;
    }
    Rebalances.remove(group, member, turn);
    return KafkaError.NONE;
  }

  void onSessionOver(ClassicGroup group, String memberId, Turn turn) {
    GroupMember member = group.members().get(memberId);
    if (group.invited().remove(memberId)) {
      rebalances.advance(group, turn);
      groups.discardIfVoid(group);
    } else if (member != null && !member.isKeptWaiting()) {
      Rebalances.remove(group, member, turn);
      rebalances.startOrAdvance(group, turn);
    }
  }
}
