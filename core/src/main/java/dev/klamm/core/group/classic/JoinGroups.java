package dev.klamm.core.group.classic;

import static dev.klamm.core.group.classic.GroupState.EMPTY;
import static dev.klamm.core.group.classic.GroupState.PREPARING_REBALANCE;
import static dev.klamm.core.group.classic.GroupState.STABLE;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.group.Groups;
import dev.klamm.core.group.MemberIdentity;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.classic.ClassicTimer.SessionOver;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** JoinGroup: who may join, and what joining sets off. */
final class JoinGroups {
  /** From this version on a new dynamic member is first given an id to come back with (KIP-394). */
  private static final int FIRST_VERSION_WITH_INVITATION = 4;

  /** How long a new member may wait for its first join phase to end. */
  static final long NEW_MEMBER_PATIENCE_MS = 5 * 60_000;

  /** One JoinGroup being handled. */
  record Join(
      JoinGroupRequest request,
      MemberTerms terms,
      Caller caller,
      ReplyHandle<JoinGroupResponse> handle,
      Turn turn) {

    void refuse(KafkaError error) {
      refuse(request.memberId(), error);
    }

    void refuse(String memberId, KafkaError error) {
      turn.effects().replyNow(handle, JoinReplies.error(memberId, error));
    }

    MemberIdentity identity(String memberId) {
      return new MemberIdentity(
          memberId, request.groupInstanceId(), caller.clientId(), caller.clientHost());
    }
  }

  private final Groups groups;
  private final GroupSettings settings;
  private final Rebalances rebalances;
  private final RandomGenerator random;
  private final StaticJoins staticJoins;

  JoinGroups(Groups groups, GroupSettings settings, Rebalances rebalances, RandomGenerator random) {
    this.groups = groups;
    this.settings = settings;
    this.rebalances = rebalances;
    this.random = random;
    this.staticJoins = new StaticJoins(rebalances);
  }

  void join(
      JoinGroupRequest request, Caller caller, ReplyHandle<JoinGroupResponse> handle, Turn turn) {
    JoinHandle to = new JoinHandle(handle, caller.apiVersion());
    Join join = new Join(request, MemberTerms.of(request), caller, to, turn);
    int sessionTimeoutMs = request.sessionTimeoutMs();
    if (request.groupId().isEmpty()) {
      join.refuse(KafkaError.INVALID_GROUP_ID);
    } else if (sessionTimeoutMs < settings.minSessionTimeoutMs()
        || sessionTimeoutMs > settings.maxSessionTimeoutMs()) {
      join.refuse(KafkaError.INVALID_SESSION_TIMEOUT);
    } else if (request.memberId().isEmpty()) {
      ClassicGroup group = ClassicGroup.inOrNew(groups, request.groupId());
      joinAnew(group, join);
      groups.discardIfVoid(group);
    } else {
      rejoin(ClassicGroup.in(groups, request.groupId()), join);
    }
  }

  private void joinAnew(ClassicGroup group, Join join) {
    JoinGroupRequest request = join.request();
    GroupMember former = group.members().ofInstance(request.groupInstanceId());
    if (!hasRoom(group, former)) {
      join.refuse("", KafkaError.GROUP_MAX_SIZE_REACHED);
    } else if (!group.canTake(request.protocolType(), join.terms())) {
      join.refuse(KafkaError.INCONSISTENT_GROUP_PROTOCOL);
    } else if (former != null) {
      staticJoins.comeBack(group, former, newMemberId(join), join);
    } else if (request.groupInstanceId() == null
        && join.caller().apiVersion() >= FIRST_VERSION_WITH_INVITATION) {
      invite(group, newMemberId(join), join);
    } else {
      add(group, newMemberId(join), join);
    }
  }

  private void rejoin(@Nullable ClassicGroup group, Join join) {
    JoinGroupRequest request = join.request();
    String memberId = request.memberId();
    if (group == null) {
      join.refuse(KafkaError.UNKNOWN_MEMBER_ID);
    } else if (!hasRoom(group, group.members().get(memberId))) {
      turnAway(group, join);
    } else if (!group.canTake(request.protocolType(), join.terms())) {
      join.refuse(KafkaError.INCONSISTENT_GROUP_PROTOCOL);
    } else if (group.invited().contains(memberId) && request.groupInstanceId() == null) {
      add(group, memberId, join);
    } else {
      rejoinAsMember(group, join);
    }
  }

  private void rejoinAsMember(ClassicGroup group, Join join) {
    JoinGroupRequest request = join.request();
    KafkaError error = group.check(request.memberId(), request.groupInstanceId());
    GroupMember member = group.members().get(request.memberId());
    if (error != KafkaError.NONE || member == null) {
      join.refuse(error);
      return;
    }
    boolean unchanged =
        !group.is(PREPARING_REBALANCE) && member.terms().sameProtocols(join.terms());
    if (unchanged && !(group.is(STABLE) && group.isLeader(member))) {
      // It did not see the answer to its last request, or asks again for no reason.
      Rebalances.keepAlive(group, member, join.turn());
      join.turn().effects().replyNow(join.handle(), JoinReplies.current(group, member));
    } else {
      await(group, member, join);
      rebalances.startOrAdvance(group, join.turn());
    }
  }

  private void invite(ClassicGroup group, String memberId, Join join) {
    group.invited().add(memberId);
    join.turn()
        .effects()
        .setTimer(new SessionOver(group.groupId(), memberId), join.request().sessionTimeoutMs());
    join.refuse(memberId, KafkaError.MEMBER_ID_REQUIRED);
  }

  private void add(ClassicGroup group, String memberId, Join join) {
    GroupMember member = new GroupMember(join.identity(memberId), join.terms());
    member.isNew(true);
    group.add(member, join.request().protocolType());
    group.members().swapJoining(member, join.handle());
    group.firstJoinDelay().onMemberAdded();
    join.turn()
        .effects()
        .setTimer(new SessionOver(group.groupId(), memberId), NEW_MEMBER_PATIENCE_MS);
    rebalances.startOrAdvance(group, join.turn());
  }

  /** Notes that a member waits for the join phase to end, on what terms. */
  static void await(ClassicGroup group, GroupMember member, Join join) {
    group.members().update(member, join.terms());
    ReplyHandle<JoinGroupResponse> before = group.members().swapJoining(member, join.handle());
    if (before != null) {
      // The member has given up on that request; its connection may still wait for an answer.
      JoinGroupResponse again =
          JoinReplies.error(member.memberId(), KafkaError.REBALANCE_IN_PROGRESS);
      join.turn().effects().replyNow(before, again);
    }
  }

  private boolean hasRoom(ClassicGroup group, @Nullable GroupMember member) {
    if (group.is(EMPTY)) {
      return true;
    }
    if (group.is(PREPARING_REBALANCE)) {
      return (member != null && member.isJoining())
          || group.members().joining() < settings.maxSize();
    }
    return member != null || group.members().size() < settings.maxSize();
  }

  private void turnAway(ClassicGroup group, Join join) {
    GroupMember member = group.members().get(join.request().memberId());
    if (member != null) {
      Rebalances.remove(group, member, join.turn());
      rebalances.startOrAdvance(group, join.turn());
    }
    join.refuse("", KafkaError.GROUP_MAX_SIZE_REACHED);
  }

  private String newMemberId(Join join) {
    String instanceId = join.request().groupInstanceId();
    String name = instanceId == null ? join.caller().clientId() : instanceId;
    return name + "-" + new UUID(random.nextLong(), random.nextLong());
  }
}
