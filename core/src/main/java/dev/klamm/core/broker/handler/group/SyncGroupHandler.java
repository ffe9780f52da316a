package dev.klamm.core.broker.handler.group;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupResponse;

/**
 * SyncGroup, key 14, versions 0 to 5: brings the leader's assignment, and fetches one's own.
 * Answered when the assignment is there and durable.
 *
 * <ul>
 *   <li>v1: throttle time. v3 (KIP-345): static members. v4: flexible.
 *   <li>v5 (KIP-559): the member says what it believes the group's protocol to be.
 * </ul>
 *
 * Left out: nothing.
 */
public final class SyncGroupHandler implements ApiHandler<SyncGroupRequest> {

  private final GroupCalls groups;

  public SyncGroupHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.SYNC_GROUP;
  }

  @Override
  public void handle(SyncGroupRequest message, Request request) {
    groups.submit(
        request,
        error -> new SyncGroupResponse().errorCode(error.code()),
        (coordinator, to, nowMs, effects) ->
            coordinator.syncGroup(message, GroupCalls.caller(request), to, nowMs, effects));
  }
}
