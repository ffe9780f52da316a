package dev.klamm.core.group;

import static dev.klamm.core.group.GroupState.STABLE;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.protocol.message.DescribeGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsResponse;
import dev.klamm.protocol.message.DescribeGroupsResponse.DescribedGroup;
import dev.klamm.protocol.message.DescribeGroupsResponse.DescribedGroupMember;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.ListGroupsResponse;
import dev.klamm.protocol.message.ListGroupsResponse.ListedGroup;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** DescribeGroups and ListGroups. */
final class GroupListings {
  /** Before this version a group that does not exist is described as dead, without an error. */
  private static final int FIRST_VERSION_WITH_NOT_FOUND = 6;

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
      ClassicGroup group = groups.get(groupId);
      DescribedGroup result =
          group == null ? absent(groupId, caller.apiVersion()) : describe(group);
      if (request.includeAuthorizedOperations() && result.errorCode() == KafkaError.NONE.code()) {
        result.authorizedOperations(caller.groupOperations());
      }
      described.add(result);
    }
    turn.effects().reply(to, new DescribeGroupsResponse().groups(described));
  }

  private static DescribedGroup absent(String groupId, short apiVersion) {
    DescribedGroup dead = new DescribedGroup().groupId(groupId).groupState(GroupState.DEAD);
    return apiVersion < FIRST_VERSION_WITH_NOT_FOUND
        ? dead
        : dead.errorCode(KafkaError.GROUP_ID_NOT_FOUND.code())
            .errorMessage("Group " + groupId + " not found.");
  }

  private static DescribedGroup describe(ClassicGroup group) {
    String protocolType = group.protocolType();
    String protocolName = group.protocolName();
    List<DescribedGroupMember> members = new ArrayList<>(group.members().size());
    for (GroupMember member : group.members().all()) {
      members.add(describe(group, member));
    }
    return new DescribedGroup()
        .groupId(group.groupId())
        .groupState(group.state().wireName())
        .protocolType(protocolType == null ? "" : protocolType)
        .protocolData(group.is(STABLE) && protocolName != null ? protocolName : "")
        .members(members);
  }

  private static DescribedGroupMember describe(ClassicGroup group, GroupMember member) {
    MemberIdentity identity = member.identity();
    DescribedGroupMember described =
        new DescribedGroupMember()
            .memberId(identity.memberId())
            .groupInstanceId(identity.instanceId())
            .clientId(identity.clientId())
            .clientHost(identity.clientHost())
            .memberAssignment(ByteBuffer.wrap(member.assignment()));
    byte[] metadata = member.terms().metadata(group.protocolName());
    if (group.is(STABLE) && metadata != null) {
      described.memberMetadata(ByteBuffer.wrap(metadata));
    }
    return described;
  }

  void list(ListGroupsRequest request, ReplyHandle<ListGroupsResponse> to, Turn turn) {
    List<ListedGroup> listed = new ArrayList<>();
    if (matches(request.typesFilter(), GroupType.CLASSIC.wireName())) {
      for (ClassicGroup group : groups.all()) {
        if (matches(request.statesFilter(), group.state().wireName())) {
          listed.add(listed(group));
        }
      }
    }
    turn.effects().reply(to, new ListGroupsResponse().groups(listed));
  }

  private static boolean matches(List<String> filter, String value) {
    return filter.isEmpty() || filter.stream().anyMatch(value::equalsIgnoreCase);
  }

  private static ListedGroup listed(ClassicGroup group) {
    String protocolType = group.protocolType();
    return new ListedGroup()
        .groupId(group.groupId())
        .protocolType(protocolType == null ? "" : protocolType)
        .groupState(group.state().wireName())
        .groupType(GroupType.CLASSIC.wireName());
  }
}
