package dev.klamm.core.group.classic;

import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.JoinGroupResponse.JoinGroupResponseMember;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Answers to JoinGroup, without regard to its version: {@link JoinHandle} sees to that. */
final class JoinReplies {
  private JoinReplies() {}

  static JoinGroupResponse error(String memberId, KafkaError error) {
    return new JoinGroupResponse().memberId(memberId).errorCode(error.code()).protocolName(null);
  }

  /** The current generation; the leader also gets the list of members. */
  static JoinGroupResponse current(ClassicGroup group, GroupMember member) {
    return withoutMembers(group, member)
        .members(group.isLeader(member) ? members(group) : List.of());
  }

  static JoinGroupResponse withoutMembers(ClassicGroup group, GroupMember member) {
    String leaderId = group.leaderId();
    return new JoinGroupResponse()
        .memberId(member.memberId())
        .generationId(group.generation())
        .protocolType(group.agreedProtocolType())
        .protocolName(group.protocolName())
        .leader(leaderId == null ? "" : leaderId);
  }

  static List<JoinGroupResponseMember> members(ClassicGroup group) {
    List<JoinGroupResponseMember> members = new ArrayList<>(group.members().size());
    for (GroupMember member : group.members().all()) {
      byte[] metadata = member.terms().metadata(group.protocolName());
      members.add(
          new JoinGroupResponseMember()
              .memberId(member.memberId())
              .groupInstanceId(member.identity().instanceId())
              .metadata(ByteBuffer.wrap(metadata == null ? new byte[0] : metadata)));
    }
    return members;
  }
}
