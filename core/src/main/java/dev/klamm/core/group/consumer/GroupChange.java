package dev.klamm.core.group.consumer;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.coordinator.Effects;
import dev.klamm.core.group.TopicNames;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.assignor.Assignor;
import dev.klamm.core.group.assignor.Division;
import dev.klamm.core.group.assignor.PartitionSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one event makes of a group: the group as it will be, and in the end the puts and deletes
 * that make it so. A key is written only if it changes.
 */
final class GroupChange {
  private final ConsumerGroup group;
  private StoredGroup stored;
  private @Nullable Map<String, ConsumerMember> members;
  private @Nullable Map<String, PartitionSet> targets;

  GroupChange(ConsumerGroup group) {
    this.group = group;
    this.stored = group.stored();
  }

  ConsumerGroup group() {
    return group;
  }

  // ---- members

  @Nullable ConsumerMember member(String memberId) {
    return members == null ? group.member(memberId) : members.get(memberId);
  }

  Collection<ConsumerMember> members() {
    return members == null ? group.members() : members.values();
  }

  void put(ConsumerMember member) {
    if (member != member(member.memberId())) {
      changing().put(member.memberId(), member);
    }
  }

  void remove(String memberId) {
    changing().remove(memberId);
    targetsChanging().remove(memberId);
  }

  /** Puts a static member that came back in the place of its former self, with its target. */
  void replace(String formerId, ConsumerMember member) {
    PartitionSet target = target(formerId);
    remove(formerId);
    put(member);
    targetsChanging().put(member.memberId(), target);
  }

  private Map<String, ConsumerMember> changing() {
    if (members == null) {
      members = new TreeMap<>();
      for (ConsumerMember member : group.members()) {
        members.put(member.memberId(), member);
      }
    }
    return members;
  }

  // ---- epochs and targets

  int epoch() {
    return stored.epoch();
  }

  int assignmentEpoch() {
    return stored.assignmentEpoch();
  }

  void bump() {
    stored = new StoredGroup(stored.epoch() + 1, stored.assignmentEpoch(), stored.topicsHash());
  }

  /** Looks at the topics subscribed to; a new epoch begins if they changed, or if it must. */
  void refreshTopics(boolean mustBump) {
    long hash = hash(subscribed());
    if (mustBump || hash != stored.topicsHash()) {
      stored = new StoredGroup(stored.epoch() + 1, stored.assignmentEpoch(), hash);
    }
    group.sawTopics();
  }

  PartitionSet target(String memberId) {
    return targets == null
        ? group.target(memberId)
        : targets.getOrDefault(memberId, PartitionSet.EMPTY);
  }

  void target(String memberId, PartitionSet target) {
    targetsChanging().put(memberId, target);
  }

  /** Computes the targets anew if a new epoch has begun. */
  void assign(Assignor assignor) {
    if (stored.epoch() == stored.assignmentEpoch()) {
      return;
    }
    Map<String, PartitionSet> shares = assignor.assign(division());
    shares.forEach(
        (memberId, share) -> {
          if (!share.equals(target(memberId))) {
            targetsChanging().put(memberId, share);
          }
        });
    stored = new StoredGroup(stored.epoch(), stored.epoch(), stored.topicsHash());
  }

  private Map<String, PartitionSet> targetsChanging() {
    if (targets == null) {
      targets = new HashMap<>();
      for (ConsumerMember member : group.members()) {
        if (group.hasTarget(member.memberId())) {
          targets.put(member.memberId(), group.target(member.memberId()));
        }
      }
    }
    return targets;
  }

  // ---- topics

  private Set<String> subscribed() {
    Set<List<String>> lists = new HashSet<>();
    Set<String> regexes = new HashSet<>();
    for (ConsumerMember member : members()) {
      lists.add(member.topics());
      String pattern = member.pattern();
      if (pattern != null) {
        regexes.add(pattern);
      }
    }
    group.patterns().retain(regexes);
    Set<String> names = new TreeSet<>();
    lists.forEach(names::addAll);
    for (String regex : regexes) {
      names.addAll(group.patterns().matching(regex, group.topics()));
    }
    return names;
  }

  /** Whether a member subscribes to a topic that there is. */
  boolean reads(ConsumerMember member, Uuid topic) {
    String name = group.topics().nameOf(topic);
    String pattern = member.pattern();
    return name != null
        && (member.topics().contains(name)
            || (pattern != null
                && group.patterns().matching(pattern, group.topics()).contains(name)));
  }

  private long hash(Set<String> names) {
    TopicNames topics = group.topics();
    long hash = 17;
    for (String name : names) {
      Uuid id = topics.idOf(name);
      if (id != null) {
        hash = mixed(hash, id.mostSignificantBits());
        hash = mixed(hash, id.leastSignificantBits());
        hash = mixed(hash, topics.partitionCount(name));
      }
    }
    return hash;
  }

  private static long mixed(long hash, long value) {
    long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 32);
  }

  private Division division() {
    Map<Uuid, Integer> counts = new HashMap<>();
    Map<List<String>, Set<Uuid>> known = new HashMap<>();
    List<Division.Reader> readers = new ArrayList<>(members().size());
    for (ConsumerMember member : members()) {
      Set<Uuid> reads = known.computeIfAbsent(member.topics(), names -> ids(names, counts));
      String pattern = member.pattern();
      if (pattern != null) {
        reads = new HashSet<>(reads);
        reads.addAll(ids(group.patterns().matching(pattern, group.topics()), counts));
      }
      readers.add(
          new Division.Reader(
              member.memberId(), member.identity().instanceId(), reads, target(member.memberId())));
    }
    return new Division(readers, counts);
  }

  private Set<Uuid> ids(Collection<String> names, Map<Uuid, Integer> counts) {
    Set<Uuid> ids = new HashSet<>();
    for (String name : names) {
      Uuid id = group.topics().idOf(name);
      if (id != null) {
        ids.add(id);
        counts.put(id, group.topics().partitionCount(name));
      }
    }
    return ids;
  }

  // ---- what is written

  void commit(Turn turn) {
    Effects effects = turn.effects();
    String groupId = group.groupId();
    if (members != null) {
      for (ConsumerMember member : group.members()) {
        if (!members.containsKey(member.memberId())) {
          effects.delete(ConsumerGroupKeys.member(groupId, member.memberId()));
        }
      }
      for (ConsumerMember member : members.values()) {
        if (!member.equals(group.member(member.memberId()))) {
          effects.put(
              ConsumerGroupKeys.member(groupId, member.memberId()), StoredMember.toBytes(member));
        }
      }
    }
    commitTargets(effects);
    if (stored.epoch() != group.epoch()) {
      group.moved(turn.nowMs());
    }
    if (!stored.equals(group.stored())) {
      effects.put(ConsumerGroupKeys.group(groupId), stored.toBytes());
    }
  }

  private void commitTargets(Effects effects) {
    String groupId = group.groupId();
    if (targets == null) {
      return;
    }
    for (ConsumerMember member : group.members()) {
      String memberId = member.memberId();
      if (group.hasTarget(memberId) && !targets.containsKey(memberId)) {
        effects.delete(ConsumerGroupKeys.target(groupId, memberId));
      }
    }
    targets.forEach(
        (memberId, target) -> {
          if (!group.hasTarget(memberId) || !target.equals(group.target(memberId))) {
            effects.put(ConsumerGroupKeys.target(groupId, memberId), StoredMember.toBytes(target));
          }
        });
  }
}
