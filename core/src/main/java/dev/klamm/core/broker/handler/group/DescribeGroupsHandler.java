package dev.klamm.core.broker.handler.group;

import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsResponse;
import dev.klamm.protocol.message.DescribeGroupsResponse.DescribedGroup;

/**
 * DescribeGroups, key 15, versions 0 to 6: state and members of groups.
 *
 * <ul>
 *   <li>v1: throttle time. v3 (KIP-430): authorized operations; without ACLs all of them. v4
 *       (KIP-345): names of static members. v5: flexible.
 *   <li>v6 (KIP-1043): a group that does not exist is an error; before, it is described as dead.
 * </ul>
 *
 * Left out: nothing.
 */
public final class DescribeGroupsHandler implements ApiHandler<DescribeGroupsRequest> {

  private final GroupCalls groups;

  public DescribeGroupsHandler(GroupCalls groups) {
    this.groups = groups;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DESCRIBE_GROUPS;
  }

  @Override
  public void handle(DescribeGroupsRequest message, Request request) {
    groups.submit(
        request,
        error ->
            new DescribeGroupsResponse()
                .groups(
                    message.groups().stream()
                        .map(id -> new DescribedGroup().groupId(id).errorCode(error.code()))
                        .toList()),
        (coordinator, to, nowMs, effects) ->
            coordinator.describeGroups(message, GroupCalls.caller(request), to, nowMs, effects));
  }
}
