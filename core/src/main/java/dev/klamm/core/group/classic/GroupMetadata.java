package dev.klamm.core.group.classic;

import dev.klamm.core.coordinator.StateReader;
import dev.klamm.core.coordinator.StateWriter;
import dev.klamm.core.group.MemberIdentity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group last agreed on: its durable part. Without members the group is empty, else stable.
 * Its bytes, format 1:
 *
 * <pre>
 *   generation int32, protocol type text?, protocol text?, leader text?, state time int64,
 *   n int32, n x member:
 *     member id text, instance id text?, client id text, client host text,
 *     rebalance time-out int32, session time-out int32, assignment bytes,
 *     m int32, m x (protocol text, metadata bytes)
 * </pre>
 *
 * @param protocolType null for a group that nobody ever joined
 * @param protocolName null while there are no members
 * @param leaderId null while there are no members
 * @param stateTimestampMs since when
 */
public record GroupMetadata(
    int generation,
    @Nullable String protocolType,
    @Nullable String protocolName,
    @Nullable String leaderId,
    long stateTimestampMs,
    List<Member> members) {
  private static final int FORMAT = 1;

  /** One member and what it was assigned. */
  public record Member(MemberIdentity identity, MemberTerms terms, byte[] assignment) {}

  byte[] toBytes() {
    StateWriter out =
        new StateWriter(FORMAT)
            .int32(generation)
            .text(protocolType)
            .text(protocolName)
            .text(leaderId)
            .int64(stateTimestampMs)
            .int32(members.size());
    members.forEach(member -> write(member, out));
    return out.toBytes();
  }

  private static void write(Member member, StateWriter out) {
    MemberIdentity identity = member.identity();
    MemberTerms terms = member.terms();
    out.text(identity.memberId())
        .text(identity.instanceId())
        .text(identity.clientId())
        .text(identity.clientHost())
        .int32(terms.rebalanceTimeoutMs())
        .int32(terms.sessionTimeoutMs())
        .bytes(member.assignment())
        .int32(terms.protocols().size());
    terms.protocols().forEach(protocol -> out.text(protocol.name()).bytes(protocol.metadata()));
  }

  static GroupMetadata fromBytes(String groupId, byte[] value) {
    StateReader in = new StateReader("group '" + groupId + "'", value, FORMAT);
    GroupMetadata read =
        new GroupMetadata(
            in.int32(),
            in.nullableText(),
            in.nullableText(),
            in.nullableText(),
            in.int64(),
            readMembers(in));
    in.end();
    return read;
  }

  private static List<Member> readMembers(StateReader in) {
    int count = in.count();
    List<Member> members = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      members.add(readMember(in));
    }
    return members;
  }

  private static Member readMember(StateReader in) {
    MemberIdentity identity =
        new MemberIdentity(in.text(), in.nullableText(), in.text(), in.text());
    int rebalanceTimeoutMs = in.int32();
    int sessionTimeoutMs = in.int32();
    byte[] assignment = in.bytes();
    int count = in.count();
    List<MemberProtocol> protocols = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      protocols.add(new MemberProtocol(in.text(), in.bytes()));
    }
    return new Member(
        identity, new MemberTerms(rebalanceTimeoutMs, sessionTimeoutMs, protocols), assignment);
  }
}
