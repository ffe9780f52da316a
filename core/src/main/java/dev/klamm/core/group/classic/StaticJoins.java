package dev.klamm.core.group.classic;

import static dev.klamm.core.group.classic.GroupState.STABLE;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.classic.ClassicTimer.SessionOver;
import dev.klamm.core.group.classic.JoinGroups.Join;
import dev.klamm.protocol.message.JoinGroupResponse;
import org.jspecify.annotations.Nullable;

/**
 * A static member that was restarted comes back without a member id (KIP-345). It gets a new one,
 * its former self is fenced, and if it wants what it wanted before, there is no rebalance: it takes
 * over its old assignment.
 */
final class StaticJoins {
  /** From this version on a leader can be told not to assign again (KIP-814). */
  private static final int FIRST_VERSION_WITH_SKIP_ASSIGNMENT = 9;

  private final Rebalances rebalances;

  StaticJoins(Rebalances rebalances) {
    this.rebalances = rebalances;
  }

  void comeBack(ClassicGroup group, GroupMember former, String memberId, Join join) {
    String formerLeaderId = group.leaderId();
    GroupMember member = succeed(group, former, memberId, join);
    if (group.is(STABLE) && group.members().selectProtocol().equals(group.protocolName())) {
      takeOver(group, member, formerLeaderId, join);
    } else {
      JoinGroups.await(group, member, join);
      rebalances.startOrAdvance(group, join.turn());
    }
  }

  private static GroupMember succeed(
      ClassicGroup group, GroupMember former, String memberId, Join join) {
    Turn turn = join.turn();
    KafkaError fenced = KafkaError.FENCED_INSTANCE_ID;
    Rebalances.answerJoin(group, former, JoinReplies.error(former.memberId(), fenced), turn);
    Rebalances.answerSync(former, SyncReplies.error(fenced), turn);
    turn.effects().cancelTimer(new SessionOver(group.groupId(), former.memberId()));
    GroupMember member = new GroupMember(join.identity(memberId), join.terms());
    member.assignment(former.assignment());
    group.replace(former, member);
    Rebalances.keepAlive(group, member, turn);
    return member;
  }

  private static void takeOver(
      ClassicGroup group, GroupMember member, @Nullable String formerLeaderId, Join join) {
    Turn turn = join.turn();
    Rebalances.commit(group, group.asAssigned(group.assignments(), group.stateTimestampMs()), turn);
    JoinGroupResponse answer = JoinReplies.withoutMembers(group, member);
    if (join.caller().apiVersion() < FIRST_VERSION_WITH_SKIP_ASSIGNMENT) {
      // Told that the leader is its former self, a leader of old does not assign again.
      answer.leader(formerLeaderId == null ? "" : formerLeaderId);
    } else if (group.isLeader(member)) {
      answer.members(JoinReplies.members(group)).skipAssignment(true);
    }
    turn.effects().reply(join.handle(), answer);
  }
}
