package dev.klamm.core.group.coordinator;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.Group;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.classic.ClassicDescriptions;
import dev.klamm.core.group.classic.ClassicGroup;
import dev.klamm.protocol.message.DescribeGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsResponse;
import dev.klamm.protocol.message.DescribeGroupsResponse.DescribedGroup;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.ListGroupsResponse;
import dev.klamm.protocol.message.ListGroupsResponse.ListedGroup;
import java.util.ArrayList;
import java.util.List;

/** DescribeGroups and ListGroups. */
final class GroupListings {
  /** Before this version a group that does not exist is described as dead, without an error. */
  private static final int FIRST_VERSION_WITH_NOT_FOUND = 6;

  /** What the wire calls the state of a group that does not exist. */
  private static final String DEAD = "Dead";

  private final Groups groups;

  GroupListings(Groups groups) {
    this.groups = groups;
  }

  void describe(
      DescribeGroupsRequest request,
      Caller caller,
      ReplyHandle<DescribeGroupsResponse> to,
      Turn turn) {
    List<DescribedGroup> described = new ArrayList<>(request.groups().size());
    for (String groupId : request.groups()) {
      DescribedGroup result =
          groups.get(groupId) instanceof ClassicGroup group
              ? ClassicDescriptions.describe(group)
              : absent(groupId, caller.apiVersion());
      if (request.includeAuthorizedOperations() && result.errorCode() == KafkaError.NONE.code()) {
        result.authorizedOperations(caller.groupOperations());
      }
      described.add(result);
    }
    turn.effects().reply(to, new DescribeGroupsResponse().groups(described));
  }

  private DescribedGroup absent(String groupId, short apiVersion) {
    DescribedGroup dead = new DescribedGroup().groupId(groupId).groupState(DEAD);
    return apiVersion < FIRST_VERSION_WITH_NOT_FOUND
        ? dead
        : dead.errorCode(KafkaError.GROUP_ID_NOT_FOUND.code())
            .errorMessage(
                groups.get(groupId) == null
                    ? "Group " + groupId + " not found."
                    : "Group " + groupId + " is not a classic group.");
  }

  void list(ListGroupsRequest request, ReplyHandle<ListGroupsResponse> to, Turn turn) {
    List<ListedGroup> listed = new ArrayList<>();
    for (Group group : groups.all()) {
      if (matches(request.typesFilter(), group.type().wireName())
          && matches(request.statesFilter(), group.stateName())) {
        listed.add(listed(group));
      }
    }
    turn.effects().reply(to, new ListGroupsResponse().groups(listed));
  }

  private static boolean matches(List<String> filter, String value) {
    return filter.isEmpty() || filter.stream().anyMatch(value::equalsIgnoreCase);
  }

  private static ListedGroup listed(Group group) {
    return new ListedGroup()
        .groupId(group.groupId())
        .protocolType(group.protocolType())
        .groupState(group.stateName())
        .groupType(group.type().wireName());
  }
}
