package dev.klamm.core.broker.handler.group;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;

/**
 * JoinGroup, key 11, versions 0 to 9: makes a member, or lets one take part in a rebalance.
 * Answered when the join phase is over.
 *
 * <ul>
 *   <li>v1 (KIP-62): a rebalance time-out beside the session time-out; v2: throttle time.
 *   <li>v4 (KIP-394): a new dynamic member is first given an id to come back with.
 *   <li>v5 (KIP-345): static members. v6: flexible. v7 (KIP-559): protocol type.
 *   <li>v8 (KIP-800): the reason, which is not kept. v9 (KIP-814): a leader that came back need not
 *       assign anew.
 * </ul>
 *
 * Left out: nothing.
 */
public final class JoinGroupHandler implements ApiHandler<JoinGroupRequest> {

  private final GroupCalls groups;

  public JoinGroupHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.JOIN_GROUP;
  }

  @Override
  public void handle(JoinGroupRequest message, Request request) {
    groups.submit(
        request,
        error -> new JoinGroupResponse().errorCode(error.code()).memberId(message.memberId()),
        (coordinator, to, nowMs, effects) ->
            coordinator.joinGroup(message, GroupCalls.caller(request), to, nowMs, effects));
  }
}
