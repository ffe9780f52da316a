package dev.klamm.core.group.classic;

import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.group.MemberIdentity;
import dev.klamm.protocol.message.JoinGroupResponse;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a group in the order they came, with what must not be counted anew at each join:
 * who is joining, and how many know each protocol.
 */
final class GroupMembers {
  private final Map<String, GroupMember> byId = new LinkedHashMap<>();
  private final Map<String, String> idByInstance = new HashMap<>();
  private final Map<String, Integer> knowing = new HashMap<>();
  private int joining;

  int size() {
    return byId.size();
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  Collection<GroupMember> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  boolean has(String memberId) {
    return byId.containsKey(memberId);
  }

  @Nullable GroupMember get(String memberId) {
    return byId.get(memberId);
  }

  /** The static member of a name, or null if there is none. */
  @Nullable GroupMember ofInstance(@Nullable String instanceId) {
    String memberId = idByInstance.get(instanceId);
    return memberId == null ? null : byId.get(memberId);
  }

  void add(GroupMember member) {
    MemberIdentity identity = member.identity();
    byId.put(identity.memberId(), member);
    if (identity.instanceId() != null) {
      idByInstance.put(identity.instanceId(), identity.memberId());
    }
    count(member.terms(), 1);
    joining += member.isJoining() ? 1 : 0;
  }

  void remove(GroupMember member) {
    MemberIdentity identity = member.identity();
    byId.remove(identity.memberId());
    if (identity.instanceId() != null) {
      idByInstance.remove(identity.instanceId(), identity.memberId());
    }
    count(member.terms(), -1);
    joining -= member.isJoining() ? 1 : 0;
  }

  void update(GroupMember member, MemberTerms terms) {
    count(member.terms(), -1);
    member.terms(terms);
    count(terms, 1);
  }

  /** Sets who waits for a member's join, null for nobody, and returns who did before. */
  @Nullable ReplyHandle<JoinGroupResponse> swapJoining(
      GroupMember member, @Nullable ReplyHandle<JoinGroupResponse> handle) {
    ReplyHandle<JoinGroupResponse> before = member.swapJoining(handle);
    joining += (handle == null ? 0 : 1) - (before == null ? 0 : 1);
    return before;
  }

  int joining() {
    return joining;
  }

  boolean areAllJoining() {
    return joining == byId.size();
  }

  /** Whether every member knows at least one of these protocols, the same one. */
  boolean allKnowOneOf(List<MemberProtocol> protocols) {
    return protocols.stream().anyMatch(protocol -> isKnownToAll(protocol.name()));
  }

  /**
   * The protocol of the next generation: of those that all know, the one that most members like
   * best; the first one found among equals.
   */
  String selectProtocol() {
    Map<String, Integer> votes = new LinkedHashMap<>();
    for (GroupMember member : byId.values()) {
      for (MemberProtocol protocol : member.terms().protocols()) {
        if (isKnownToAll(protocol.name())) {
          votes.merge(protocol.name(), 1, Integer::sum);
          break;
        }
      }
    }
    return Collections.max(votes.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  int maxRebalanceTimeoutMs() {
    int max = 0;
    for (GroupMember member : byId.values()) {
      max = Math.max(max, member.terms().rebalanceTimeoutMs());
    }
    return max;
  }

  private boolean isKnownToAll(String protocol) {
    return knowing.getOrDefault(protocol, 0) == byId.size();
  }

  private void count(MemberTerms terms, int change) {
    Set<String> seen = new HashSet<>();
    for (MemberProtocol protocol : terms.protocols()) {
      if (seen.add(protocol.name())) {
        knowing.merge(protocol.name(), change, (a, b) -> a + b == 0 ? null : a + b);
      }
    }
  }
}
