package dev.klamm.core.broker.handler.group;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;

/**
 * Heartbeat, key 12, versions 0 to 4: keeps a member's session alive. v1: throttle time; v3
 * (KIP-345): static members; v4: flexible.
 *
 * <p>Left out: nothing.
 */
public final class HeartbeatHandler implements ApiHandler<HeartbeatRequest> {

  private final GroupCalls groups;

  public HeartbeatHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.HEARTBEAT;
  }

  @Override
  public void handle(HeartbeatRequest message, Request request) {
    groups.submit(
        request,
        error -> new HeartbeatResponse().errorCode(error.code()),
        (coordinator, to, nowMs, effects) -> coordinator.heartbeat(message, to, nowMs, effects));
  }
}
