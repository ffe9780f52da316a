package dev.klamm.core.broker.handler.group;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupResponse;

/**
 * LeaveGroup, key 13, versions 0 to 5: takes members out of a group.
 *
 * <ul>
 *   <li>v0-2: one member, v1 with throttle time. v3 (KIP-345): several, static ones by name too,
 *       each with its own error. v4: flexible.
 *   <li>v5 (KIP-800): the reason, which is not kept.
 * </ul>
 *
 * Left out: nothing.
 */
public final class LeaveGroupHandler implements ApiHandler<LeaveGroupRequest> {

  private final GroupCalls groups;

  public LeaveGroupHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.LEAVE_GROUP;
  }

  @Override
  public void handle(LeaveGroupRequest message, Request request) {
    groups.submit(
        request,
        error -> new LeaveGroupResponse().errorCode(error.code()),
        (coordinator, to, nowMs, effects) ->
            coordinator.leaveGroup(message, GroupCalls.caller(request), to, nowMs, effects));
  }
}
