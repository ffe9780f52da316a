package dev.klamm.core.group.classic;

import static dev.klamm.core.group.classic.GroupState.COMPLETING_REBALANCE;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.storage.KeyValues;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.GroupKeys;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.classic.ClassicTimer.SyncPhaseOver;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupRequest.SyncGroupRequestAssignment;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SyncGroup: members wait for their assignments, and the leader's request brings them. */
final class SyncGroups {
  /** From this version on a member must say which protocol it believes in (KIP-559). */
  private static final int FIRST_VERSION_WITH_PROTOCOL = 5;

  private final Groups groups;
  private final Rebalances rebalances;

  SyncGroups(Groups groups, Rebalances rebalances) {
    this.groups = groups;
    this.rebalances = rebalances;
  }

  void sync(
      SyncGroupRequest request, Caller caller, ReplyHandle<SyncGroupResponse> handle, Turn turn) {
    ClassicGroup group = ClassicGroup.in(groups, request.groupId());
    KafkaError error = check(group, request, caller);
    GroupMember member = group == null ? null : group.members().get(request.memberId());
    if (error != KafkaError.NONE || group == null || member == null) {
      turn.effects().replyNow(handle, SyncReplies.error(error));
      return;
    }
    if (group.yetToSync().remove(member.memberId()) && group.yetToSync().isEmpty()) {
      turn.effects().cancelTimer(new SyncPhaseOver(group.groupId()));
    }
    if (group.is(COMPLETING_REBALANCE)) {
      await(group, member, request, handle, turn);
    } else {
      Rebalances.keepAlive(group, member, turn);
      turn.effects().reply(handle, SyncReplies.assignment(group, member.assignment()));
    }
  }

  private static KafkaError check(
      @Nullable ClassicGroup group, SyncGroupRequest request, Caller caller) {
    boolean namesProtocol = request.protocolType() != null && request.protocolName() != null;
    if (!namesProtocol && caller.apiVersion() >= FIRST_VERSION_WITH_PROTOCOL) {
      return KafkaError.INCONSISTENT_GROUP_PROTOCOL;
    }
    if (request.groupId().isEmpty()) {
      return KafkaError.INVALID_GROUP_ID;
    }
    if (group == null) {
      return KafkaError.UNKNOWN_MEMBER_ID;
    }
    KafkaError error = group.check(request.memberId(), request.groupInstanceId());
    if (error != KafkaError.NONE) {
      return error;
    }
    if (request.generationId() != group.generation()) {
      return KafkaError.ILLEGAL_GENERATION;
    }
    if (contradicts(request.protocolType(), group.agreedProtocolType())
        || contradicts(request.protocolName(), group.protocolName())) {
      return KafkaError.INCONSISTENT_GROUP_PROTOCOL;
    }
    return switch (group.state()) {
      case EMPTY -> KafkaError.UNKNOWN_MEMBER_ID;
      case PREPARING_REBALANCE -> KafkaError.REBALANCE_IN_PROGRESS;
      case COMPLETING_REBALANCE, STABLE -> KafkaError.NONE;
    };
  }

  private static boolean contradicts(@Nullable String said, @Nullable String agreed) {
    return said != null && !said.equals(agreed);
  }

  private void await(
      ClassicGroup group,
      GroupMember member,
      SyncGroupRequest request,
      ReplyHandle<SyncGroupResponse> handle,
      Turn turn) {
    // Its last request, if one still waits, is one that the member has given up on.
    Rebalances.answerSync(member, SyncReplies.error(KafkaError.REBALANCE_IN_PROGRESS), turn);
    member.swapSyncing(handle);
    if (group.isLeader(member)) {
      assign(group, request, turn);
    }
  }

  private void assign(ClassicGroup group, SyncGroupRequest request, Turn turn) {
    Map<String, byte[]> assignments = new HashMap<>();
    for (SyncGroupRequestAssignment each : request.assignments()) {
      assignments.put(each.memberId(), MemberTerms.copy(each.assignment()));
    }
    byte[] metadata = group.asAssigned(assignments, turn.nowMs()).toBytes();
    if (metadata.length > KeyValues.MAX_VALUE_BYTES) {
      Rebalances.failSyncs(group, KafkaError.UNKNOWN_SERVER_ERROR, turn);
      rebalances.start(group, turn);
      return;
    }
    // Replayed, this makes the group stable and the assignments its members' own.
    turn.effects().put(GroupKeys.group(group.groupId()), metadata);
    for (GroupMember member : group.members().all()) {
      byte[] assignment = assignments.getOrDefault(member.memberId(), GroupMember.NO_ASSIGNMENT);
      if (Rebalances.answerSync(member, SyncReplies.assignment(group, assignment), turn)) {
        Rebalances.keepAlive(group, member, turn);
      }
    }
  }
}
