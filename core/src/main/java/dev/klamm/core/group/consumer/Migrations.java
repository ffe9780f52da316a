package dev.klamm.core.group.consumer;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.TopicNames;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.core.group.assignor.PartitionSet.PartitionTest;
import dev.klamm.core.group.classic.ClassicGroup;
import dev.klamm.core.group.classic.ClassicGroups;
import dev.klamm.core.group.classic.GroupMetadata;
import dev.klamm.core.group.classic.MemberProtocol;
import dev.klamm.core.group.classic.MemberTerms;
import dev.klamm.core.group.classic.Subscriptions;
import dev.klamm.core.group.consumer.ConsumerTimer.MemberSilent;
import dev.klamm.protocol.message.ConsumerProtocolSubscription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Groups with members change their kind while they work: a classic group when the first member that
 * speaks the consumer protocol joins it, and back when the last one leaves.
 *
 * <p>Members keep their ids and what they hold. The generation becomes the epoch, and the other way
 * round.
 */
final class Migrations {
  private final Groups groups;
  private final TopicNames topics;
  private final GroupSettings settings;
  private final ClassicGroups classicGroups;

  Migrations(
      Groups groups, TopicNames topics, GroupSettings settings, ClassicGroups classicGroups) {
    this.classicGroups = classicGroups;
    this.groups = groups;
    this.topics = topics;
    this.settings = settings;
  }

  // ---- up

  /**
   * The consumer group that a classic one with members becomes; not in its place yet.
   *
   * @throws Refusal if it may not change
   */
  ConsumerGroup upgraded(ClassicGroup classic, long nowMs) {
    GroupMetadata before = classic.snapshot(nowMs);
    if (!settings.consumer().migration().upgrades()
        || !ConsumerGroup.PROTOCOL_TYPE.equals(before.protocolType())
        || before.members().size() > settings.consumer().maxSize()) {
      throw new Refusal(
          KafkaError.GROUP_ID_NOT_FOUND,
          "Group " + classic.groupId() + " is not a consumer group.");
    }
    ConsumerGroup group = new ConsumerGroup(classic.groupId(), topics);
    group.replay(new StoredGroup(before.generation(), before.generation(), 0));
    for (GroupMetadata.Member member : before.members()) {
      ConsumerMember upgraded = upgraded(classic, before, member);
      group.replayMember(upgraded.memberId(), upgraded);
      group.replayTarget(upgraded.memberId(), upgraded.progress().assigned());
    }
    return group;
  }

  private ConsumerMember upgraded(
      ClassicGroup classic, GroupMetadata before, GroupMetadata.Member member) {
    MemberTerms terms = member.terms();
    byte[] metadata = terms.metadata(before.protocolName());
    ConsumerProtocolSubscription subscription =
        Subscriptions.read(metadata == null ? terms.protocols().get(0).metadata() : metadata);
    PartitionSet assigned = EmbeddedProtocol.assigned(member.assignment(), topics);
    if (subscription == null || assigned == null) {
      throw new Refusal(
          KafkaError.GROUP_ID_NOT_FOUND,
          "Group "
              + classic.groupId()
              + " cannot become a consumer group: its members divide work in a way of their own.");
    }
    int generation = before.generation();
    return new ConsumerMember(
        member.identity(),
        subscription.rackId(),
        terms.rebalanceTimeoutMs(),
        null,
        subscription.topics().stream().distinct().sorted().toList(),
        null,
        terms,
        Progress.step(
            Progress.NONE,
            generation,
            generation,
            MemberState.STABLE,
            assigned,
            PartitionSet.EMPTY));
  }

  /** Puts the consumer group in the place of the classic one. */
  void upgrade(ClassicGroup classic, ConsumerGroup group, Turn turn) {
    classic.dissolve(turn);
    groups.put(group);
    if (group.isNew()) {
      return;
    }
    String groupId = group.groupId();
    turn.effects().put(ConsumerGroupKeys.group(groupId), group.stored().toBytes());
    for (ConsumerMember member : group.members()) {
      String memberId = member.memberId();
      turn.effects().put(ConsumerGroupKeys.member(groupId, memberId), StoredMember.toBytes(member));
      turn.effects()
          .put(
              ConsumerGroupKeys.target(groupId, memberId),
              StoredMember.toBytes(group.target(memberId)));
      MemberTerms terms = member.classic();
      if (terms != null) {
        turn.effects().setTimer(new MemberSilent(groupId, memberId), terms.sessionTimeoutMs());
      }
    }
  }

  // ---- down

  /** Whether a group that will have these members is to be a classic one. */
  boolean mustDowngrade(Collection<ConsumerMember> members) {
    return !members.isEmpty()
        && settings.consumer().migration().downgrades()
        && members.size() <= settings.maxSize()
        && members.stream().allMatch(ConsumerMember::speaksClassic);
  }

  /** Puts a classic group with these members in the place of a consumer group. */
  void downgrade(ConsumerGroup group, GroupChange change, Turn turn) {
    for (ConsumerMember member : group.members()) {
      Assigning.cancelTimers(group, member.memberId(), turn);
    }
    group.delete(turn);
    String protocol = commonProtocol(change.members());
    List<GroupMetadata.Member> members = new ArrayList<>();
    for (ConsumerMember member : change.members()) {
      MemberTerms terms = member.classic();
      if (terms != null) {
        members.add(
            new GroupMetadata.Member(
                member.identity(),
                terms,
                EmbeddedProtocol.bytes(share(group, change, member), topics)));
      }
    }
    GroupMetadata metadata =
        new GroupMetadata(
            change.epoch(),
            ConsumerGroup.PROTOCOL_TYPE,
            protocol,
            members.get(0).identity().memberId(),
            turn.nowMs(),
            members);
    classicGroups.found(group.groupId(), metadata, turn);
  }

  /** What it holds, and what is free of what it was to get. */
  private static PartitionSet share(
      ConsumerGroup group, GroupChange change, ConsumerMember member) {
    PartitionTest isHeld = group.ownership().heldByOthersThan(member.memberId());
    return member
        .progress()
        .held()
        .union(
            change
                .target(member.memberId())
                .filter((topic, partition) -> !isHeld.test(topic, partition)));
  }

  /** The first protocol of some member that all others know too: they could not join otherwise. */
  private static String commonProtocol(Collection<ConsumerMember> members) {
    List<MemberProtocol> first = ClassicMembers.protocols(members.iterator().next());
    for (MemberProtocol protocol : first) {
      if (ClassicMembers.allKnow(members, protocol.name())) {
        return protocol.name();
      }
    }
    return first.isEmpty() ? "" : first.get(0).name();
  }
}
