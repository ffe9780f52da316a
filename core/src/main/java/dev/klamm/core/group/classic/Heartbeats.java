package dev.klamm.core.group.classic;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.Turn;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;

/** Heartbeat: keeps a member's session alive, and tells it of a rebalance. */
final class Heartbeats {
  private final Groups groups;

  Heartbeats(Groups groups) {
    this.groups = groups;
  }

  void heartbeat(HeartbeatRequest request, ReplyHandle<HeartbeatResponse> to, Turn turn) {
    turn.effects().replyNow(to, new HeartbeatResponse().errorCode(beat(request, turn).code()));
  }

  private KafkaError beat(HeartbeatRequest request, Turn turn) {
    if (request.groupId().isEmpty()) {
      return KafkaError.INVALID_GROUP_ID;
    }
    ClassicGroup group = ClassicGroup.in(groups, request.groupId());
    if (group == null) {
      return KafkaError.UNKNOWN_MEMBER_ID;
    }
    KafkaError error = group.check(request.memberId(), request.groupInstanceId());
    GroupMember member = group.members().get(request.memberId());
    if (error != KafkaError.NONE || member == null) {
      return error;
    }
    if (request.generationId() != group.generation()) {
      return KafkaError.ILLEGAL_GENERATION;
    }
    return switch (group.state()) {
      case EMPTY -> KafkaError.UNKNOWN_MEMBER_ID;
      case PREPARING_REBALANCE -> {
        Rebalances.keepAlive(group, member, turn);
        yield KafkaError.REBALANCE_IN_PROGRESS;
      }
      case COMPLETING_REBALANCE, STABLE -> {
        Rebalances.keepAlive(group, member, turn);
        yield KafkaError.NONE;
      }
    };
  }
}
