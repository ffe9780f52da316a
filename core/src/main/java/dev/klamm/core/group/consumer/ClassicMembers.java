package dev.klamm.core.group.consumer;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.group.MemberIdentity;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.core.group.classic.MemberProtocol;
import dev.klamm.core.group.classic.MemberTerms;
import dev.klamm.core.group.classic.Subscriptions;
import dev.klamm.core.group.consumer.ConsumerTimer.RejoinOver;
import dev.klamm.core.group.consumer.ConsumerTimer.SyncOver;
import dev.klamm.protocol.message.ConsumerProtocolSubscription;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * JoinGroup, SyncGroup and Heartbeat of members that speak the classic protocol in a group whose
 * coordinator assigns. Nobody waits for anybody: JoinGroup takes the member a step towards its
 * target and gives it a follower's answer, SyncGroup tells what it may read, and Heartbeat sends it
 * back to JoinGroup whenever there is a next step.
 */
final class ClassicMembers {
  /** From this version on a new dynamic member is first given an id to come back with (KIP-394). */
  private static final int FIRST_VERSION_WITH_INVITATION = 4;

  private final Assigning assigning;
  private final Migrations migrations;
  private final GroupSettings settings;
  private final RandomGenerator random;

  ClassicMembers(
      Assigning assigning, Migrations migrations, GroupSettings settings, RandomGenerator random) {
    this.assigning = assigning;
    this.migrations = migrations;
    this.settings = settings;
    this.random = random;
  }

  // ---- JoinGroup

  JoinGroupResponse join(ConsumerGroup group, JoinGroupRequest request, Caller caller, Turn turn) {
    MemberTerms terms = MemberTerms.of(request);
    ConsumerProtocolSubscription subscription = check(group, request, terms);
    if (request.memberId().isEmpty()
        && request.groupInstanceId() == null
        && caller.apiVersion() >= FIRST_VERSION_WITH_INVITATION) {
      return new JoinGroupResponse()
          .memberId(MemberRequests.newId(random))
          .errorCode(KafkaError.MEMBER_ID_REQUIRED.code())
          .protocolName(null);
    }
    GroupChange change = new GroupChange(group);
    ConsumerMember before = memberOf(change, request, caller);
    ConsumerMember asked = asked(before, subscription, terms, caller);
    change.put(asked);
    ConsumerMember member =
        assigning.proceed(
            change,
            asked,
            MemberRequests.subscribesAnew(before, asked),
            EmbeddedProtocol.owned(subscription, group.topics()));
    if (migrations.mustDowngrade(change.members())) {
      migrations.downgrade(group, change, turn);
    } else {
      change.commit(turn);
      group.awaitedRejoins().remove(member.memberId());
      turn.effects().cancelTimer(new RejoinOver(group.groupId(), member.memberId()));
      assigning.keepAlive(group, member, turn);
      turn.effects()
          .setTimer(new SyncOver(group.groupId(), member.memberId()), member.rebalanceTimeoutMs());
    }
    return new JoinGroupResponse()
        .memberId(member.memberId())
        .generationId(member.epoch())
        .protocolType(ConsumerGroup.PROTOCOL_TYPE)
        .protocolName(terms.protocols().get(0).name());
  }

  private ConsumerProtocolSubscription check(
      ConsumerGroup group, JoinGroupRequest request, MemberTerms terms) {
    if (request.sessionTimeoutMs() < settings.minSessionTimeoutMs()
        || request.sessionTimeoutMs() > settings.maxSessionTimeoutMs()) {
      throw new Refusal(KafkaError.INVALID_SESSION_TIMEOUT, "");
    }
    if (group.size() >= settings.consumer().maxSize() && group.member(request.memberId()) == null) {
      throw new Refusal(KafkaError.GROUP_MAX_SIZE_REACHED, "");
    }
    boolean fits =
        request.protocolType().equals(ConsumerGroup.PROTOCOL_TYPE)
            && terms.protocols().stream().anyMatch(each -> allKnow(group.members(), each.name()));
    ConsumerProtocolSubscription subscription =
        fits ? Subscriptions.read(terms.protocols().get(0).metadata()) : null;
    if (subscription == null) {
      throw new Refusal(KafkaError.INCONSISTENT_GROUP_PROTOCOL, "");
    }
    return subscription;
  }

  private ConsumerMember memberOf(GroupChange change, JoinGroupRequest request, Caller caller) {
    String memberId =
        request.memberId().isEmpty() ? MemberRequests.newId(random) : request.memberId();
    MemberIdentity identity =
        new MemberIdentity(
            memberId, request.groupInstanceId(), caller.clientId(), caller.clientHost());
    ConsumerMember holder = change.group().ofInstance(request.groupInstanceId());
    if (request.groupInstanceId() != null && !request.memberId().isEmpty()) {
      return MemberRequests.checkHolder(holder, identity, change.group());
    }
    if (holder != null) {
      ConsumerMember comeBack = holder.comeBackAs(identity, change.assignmentEpoch());
      change.replace(holder.memberId(), comeBack);
      return comeBack;
    }
    ConsumerMember known = change.member(memberId);
    return known == null ? ConsumerMember.joining(identity) : known;
  }

  private static ConsumerMember asked(
      ConsumerMember member,
      ConsumerProtocolSubscription subscription,
      MemberTerms terms,
      Caller caller) {
    MemberIdentity identity = member.identity();
    return new ConsumerMember(
        new MemberIdentity(
            identity.memberId(), identity.instanceId(), caller.clientId(), caller.clientHost()),
        subscription.rackId() == null ? member.rackId() : subscription.rackId(),
        terms.rebalanceTimeoutMs(),
        null,
        subscription.topics().stream().distinct().sorted().toList(),
        null,
        terms,
        member.progress());
  }

  // ---- SyncGroup

  SyncGroupResponse sync(ConsumerGroup group, SyncGroupRequest request, Turn turn) {
    ConsumerMember member =
        member(group, request.memberId(), request.groupInstanceId(), request.generationId());
    List<MemberProtocol> protocols = protocols(member);
    String protocolName = request.protocolName();
    if ((request.protocolType() != null
            && !request.protocolType().equals(ConsumerGroup.PROTOCOL_TYPE))
        || (protocolName != null
            && protocols.stream().noneMatch(each -> each.name().equals(protocolName)))) {
      throw new Refusal(KafkaError.INCONSISTENT_GROUP_PROTOCOL, "");
    }
    if (group.assignmentEpoch() > member.epoch()
        && member.progress().state() != MemberState.UNREVOKED_PARTITIONS) {
      awaitRejoin(group, member, turn);
      throw new Refusal(KafkaError.REBALANCE_IN_PROGRESS, "");
    }
    turn.effects().cancelTimer(new SyncOver(group.groupId(), member.memberId()));
    assigning.keepAlive(group, member, turn);
    return new SyncGroupResponse()
        .protocolType(ConsumerGroup.PROTOCOL_TYPE)
        .protocolName(protocols.isEmpty() ? "" : protocols.get(0).name())
        .assignment(
            ByteBuffer.wrap(EmbeddedProtocol.bytes(member.progress().assigned(), group.topics())));
  }

  // ---- Heartbeat

  KafkaError heartbeat(ConsumerGroup group, HeartbeatRequest request, Turn turn) {
    ConsumerMember member =
        member(group, request.memberId(), request.groupInstanceId(), request.generationId());
    assigning.keepAlive(group, member, turn);
    if (!hasNextStep(group, member)) {
      catchUp(group, turn);
      return KafkaError.NONE;
    }
    awaitRejoin(group, member, turn);
    return KafkaError.REBALANCE_IN_PROGRESS;
  }

  private static boolean hasNextStep(ConsumerGroup group, ConsumerMember member) {
    if (member.epoch() < group.assignmentEpoch()) {
      return true;
    }
    return switch (member.progress().state()) {
      case STABLE -> false;
      case UNREVOKED_PARTITIONS -> true;
      case UNRELEASED_PARTITIONS -> {
        PartitionSet missing = group.target(member.memberId()).minus(member.progress().assigned());
        yield !group.ownership().isAnyHeldByOthers(missing, member.memberId());
      }
    };
  }

  /**
   * Targets are computed when a member by the consumer protocol is heard of. If there is none, and
   * the group may not become a classic one, someone else must see to it.
   */
  private void catchUp(ConsumerGroup group, Turn turn) {
    boolean isDue = group.epoch() > group.assignmentEpoch() || group.mayTopicsHaveChanged();
    if (isDue && group.members().stream().allMatch(ConsumerMember::speaksClassic)) {
      GroupChange change = new GroupChange(group);
      assigning.renew(change, false);
      change.commit(turn);
    }
  }

  private static void awaitRejoin(ConsumerGroup group, ConsumerMember member, Turn turn) {
    if (group.awaitedRejoins().add(member.memberId())) {
      turn.effects()
          .setTimer(
              new RejoinOver(group.groupId(), member.memberId()), member.rebalanceTimeoutMs());
    }
  }

  // ---- who it is

  private static ConsumerMember member(
      ConsumerGroup group, String memberId, @Nullable String instanceId, int generation) {
    ConsumerMember member = group.member(memberId);
    if (instanceId != null) {
      member =
          MemberRequests.checkHolder(
              group.ofInstance(instanceId),
              new MemberIdentity(memberId, instanceId, "", ""),
              group);
    }
    if (member == null || !member.speaksClassic()) {
      throw new Refusal(KafkaError.UNKNOWN_MEMBER_ID, "");
    }
    if (member.epoch() != generation) {
      throw new Refusal(KafkaError.ILLEGAL_GENERATION, "");
    }
    return member;
  }

  static List<MemberProtocol> protocols(ConsumerMember member) {
    MemberTerms terms = member.classic();
    return terms == null ? List.of() : terms.protocols();
  }

  /** Whether all members that speak the classic protocol know one of its ways to divide. */
  static boolean allKnow(Collection<ConsumerMember> members, String protocolName) {
    for (ConsumerMember member : members) {
      MemberTerms terms = member.classic();
      if (terms != null && terms.metadata(protocolName) == null) {
        return false;
      }
    }
    return true;
  }
}
