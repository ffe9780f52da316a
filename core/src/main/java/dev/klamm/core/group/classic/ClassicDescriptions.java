package dev.klamm.core.group.classic;

import static dev.klamm.core.group.classic.GroupState.STABLE;

import dev.klamm.core.group.MemberIdentity;
import dev.klamm.protocol.message.DescribeGroupsResponse.DescribedGroup;
import dev.klamm.protocol.message.DescribeGroupsResponse.DescribedGroupMember;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What DescribeGroups tells of a group. */
public final class ClassicDescriptions {
  private ClassicDescriptions() {}

  public static DescribedGroup describe(ClassicGroup group) {
    String protocolName = group.protocolName();
    List<DescribedGroupMember> members = new ArrayList<>(group.members().size());
    for (GroupMember member : group.members().all()) {
      members.add(describe(group, member));
    }
    return new DescribedGroup()
        .groupId(group.groupId())
        .groupState(group.stateName())
        .protocolType(group.protocolType())
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
}
