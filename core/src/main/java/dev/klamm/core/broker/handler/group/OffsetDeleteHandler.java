package dev.klamm.core.broker.handler.group;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.OffsetDeleteRequest;
import dev.klamm.protocol.message.OffsetDeleteResponse;

/**
 * OffsetDelete, key 47, version 0 (KIP-496): forgets what a group committed for topics that it does
 * not subscribe to.
 *
 * <p>Left out: nothing.
 */
public final class OffsetDeleteHandler implements ApiHandler<OffsetDeleteRequest> {

  private final GroupCalls groups;

  public OffsetDeleteHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.OFFSET_DELETE;
  }

  @Override
  public void handle(OffsetDeleteRequest message, Request request) {
    groups.submit(
        request,
        error -> new OffsetDeleteResponse().errorCode(error.code()),
        (coordinator, to, nowMs, effects) ->
            coordinator.deleteOffsets(message, to, nowMs, effects));
  }
}
