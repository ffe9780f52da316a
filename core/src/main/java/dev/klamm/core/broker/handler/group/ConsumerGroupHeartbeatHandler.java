package dev.klamm.core.broker.handler.group;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse;

/**
 * ConsumerGroupHeartbeat, key 68, versions 0 and 1 (KIP-848): joins, stays in and leaves a group,
 * tells what a member wants and holds, and is told what it may read.
 *
 * <ul>
 *   <li>v1 (KIP-1082): members make their ids themselves; topics by a regular expression, which the
 *       broker evaluates.
 * </ul>
 *
 * Left out: nothing.
 */
public final class ConsumerGroupHeartbeatHandler
    implements ApiHandler<ConsumerGroupHeartbeatRequest> {

  private final GroupCalls groups;

  public ConsumerGroupHeartbeatHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.CONSUMER_GROUP_HEARTBEAT;
  }

  @Override
  public void handle(ConsumerGroupHeartbeatRequest message, Request request) {
    groups.submit(
        request,
        error -> new ConsumerGroupHeartbeatResponse().errorCode(error.code()),
        (coordinator, to, nowMs, effects) ->
            coordinator.consumerHeartbeat(message, GroupCalls.caller(request), to, nowMs, effects));
  }
}
