package dev.klamm.core.broker.handler.group;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DeleteGroupsRequest;
import dev.klamm.protocol.message.DeleteGroupsResponse;
import dev.klamm.protocol.message.DeleteGroupsResponse.DeletableGroupResult;

/**
 * DeleteGroups, key 42, versions 0 to 3 (KIP-229): removes groups without members, with their
 * offsets. v1: throttle time; v2: flexible; v3: what is wrong in words.
 *
 * <p>Left out: nothing.
 */
public final class DeleteGroupsHandler implements ApiHandler<DeleteGroupsRequest> {

  private final GroupCalls groups;

  public DeleteGroupsHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DELETE_GROUPS;
  }

  @Override
  public void handle(DeleteGroupsRequest message, Request request) {
    groups.submit(
        request,
        error ->
            new DeleteGroupsResponse()
                .results(
                    message.groupsNames().stream()
                        .map(id -> new DeletableGroupResult().groupId(id).errorCode(error.code()))
                        .toList()),
        (coordinator, to, nowMs, effects) -> coordinator.deleteGroups(message, to, nowMs, effects));
  }
}
