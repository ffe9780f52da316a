package dev.klamm.core.broker.handler.group;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.ListGroupsResponse;

/**
 * ListGroups, key 16, versions 0 to 5: the groups there are. v1: throttle time; v3: flexible; v4
 * (KIP-518): states, and only groups in some; v5 (KIP-848): types, and only groups of some.
 *
 * <p>Left out: share and streams groups, of which there are none.
 */
public final class ListGroupsHandler implements ApiHandler<ListGroupsRequest> {

  private final GroupCalls groups;

  public ListGroupsHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.LIST_GROUPS;
  }

  @Override
  public void handle(ListGroupsRequest message, Request request) {
    groups.submit(
        request,
        error -> new ListGroupsResponse().errorCode(error.code()),
        (coordinator, to, nowMs, effects) -> coordinator.listGroups(message, to, nowMs, effects));
  }
}
