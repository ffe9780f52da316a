package dev.klamm.core.group.classic;

import static dev.klamm.core.group.classic.GroupState.COMPLETING_REBALANCE;
import static dev.klamm.core.group.classic.GroupState.EMPTY;
import static dev.klamm.core.group.classic.GroupState.PREPARING_REBALANCE;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.group.GroupKeys;
import dev.klamm.core.group.GroupSettings;
import dev.klamm.core.group.Turn;
import dev.klamm.core.group.classic.ClassicTimer.JoinPhaseOver;
import dev.klamm.core.group.classic.ClassicTimer.SessionOver;
import dev.klamm.core.group.classic.ClassicTimer.SyncPhaseOver;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.util.List;

/**
 * The two phases of a rebalance.
 *
 * <p>In the join phase every member must send JoinGroup anew; it ends when all have, or after the
 * longest rebalance time-out of any member, and those who did not are out (static members stay
 * until their session ends). In the sync phase every member sends SyncGroup, the leader with
 * everyone's assignments; it is over when the leader's have come, and members that never ask for
 * theirs are removed after the rebalance time-out.
 */
final class Rebalances {
  private final GroupSettings settings;

  Rebalances(GroupSettings settings) {
    this.settings = settings;
  }

  /**
   * Someone joined, left or fell silent: starts a rebalance, or takes the one under way further.
   */
  void startOrAdvance(ClassicGroup group, Turn turn) {
    if (group.is(PREPARING_REBALANCE)) {
      advance(group, turn);
    } else {
      start(group, turn);
    }
  }

  /** Ends the join phase if nobody is missing. */
  void advance(ClassicGroup group, Turn turn) {
    if (group.is(PREPARING_REBALANCE) && !group.firstJoinDelay().isRunning() && allHere(group)) {
      endJoinPhase(group, turn);
    }
  }

  void start(ClassicGroup group, Turn turn) {
    if (group.is(COMPLETING_REBALANCE)) {
      failSyncs(group, KafkaError.REBALANCE_IN_PROGRESS, turn);
    }
    turn.effects().cancelTimer(new SyncPhaseOver(group.groupId()));
    boolean wasEmpty = group.is(EMPTY);
    group.toPreparingRebalance();
    if (wasEmpty) {
      startFirst(group, turn);
    } else if (allHere(group)) {
      endJoinPhase(group, turn);
    } else {
      waitForJoins(group, group.members().maxRebalanceTimeoutMs(), turn);
    }
  }

  private void startFirst(ClassicGroup group, Turn turn) {
    int delayMs = settings.initialRebalanceDelayMs();
    if (delayMs == 0) {
      endJoinPhase(group, turn);
      return;
    }
    group.firstJoinDelay().start(delayMs, group.members().maxRebalanceTimeoutMs());
    waitForJoins(group, delayMs, turn);
  }

  void onJoinPhaseOver(ClassicGroup group, Turn turn) {
    if (!group.is(PREPARING_REBALANCE)) {
      return;
    }
    long extensionMs = group.firstJoinDelay().extend(settings.initialRebalanceDelayMs());
    if (extensionMs > 0) {
      waitForJoins(group, extensionMs, turn);
    } else {
      endJoinPhase(group, turn);
    }
  }

  private static void waitForJoins(ClassicGroup group, long delayMs, Turn turn) {
    turn.effects().setTimer(new JoinPhaseOver(group.groupId()), delayMs);
  }

  private static boolean allHere(ClassicGroup group) {
    return group.invited().isEmpty() && group.members().areAllJoining();
  }

  private void endJoinPhase(ClassicGroup group, Turn turn) {
    group.firstJoinDelay().stop();
    turn.effects().cancelTimer(new JoinPhaseOver(group.groupId()));
    dropAbsentDynamicMembers(group, turn);
    if (group.members().isEmpty()) {
      // Replayed, this makes the group empty.
      commit(group, group.asEmptied(turn.nowMs()), turn);
    } else if (group.electJoiningLeader()) {
      startSyncPhase(group, turn);
    } else {
      // Only static members are left, and none came back: wait for one, or for their sessions' end.
      waitForJoins(group, group.members().maxRebalanceTimeoutMs(), turn);
    }
  }

  private static void dropAbsentDynamicMembers(ClassicGroup group, Turn turn) {
    for (GroupMember member : List.copyOf(group.members().all())) {
      if (!member.isJoining() && !member.identity().isStatic()) {
        remove(group, member, turn);
      }
    }
  }

  private static void startSyncPhase(ClassicGroup group, Turn turn) {
    group.toCompletingRebalance();
    for (GroupMember member : group.members().all()) {
      group.yetToSync().add(member.memberId());
      member.isNew(false);
      answerJoin(group, member, JoinReplies.current(group, member), turn);
      keepAlive(group, member, turn);
    }
    turn.effects()
        .setTimer(new SyncPhaseOver(group.groupId()), group.members().maxRebalanceTimeoutMs());
  }

  /** Members that never asked for their assignment are out. */
  void onSyncPhaseOver(ClassicGroup group, Turn turn) {
    if (group.yetToSync().isEmpty()) {
      return;
    }
    for (String memberId : List.copyOf(group.yetToSync())) {
      GroupMember member = group.members().get(memberId);
      if (member != null) {
        remove(group, member, turn);
      }
    }
    start(group, turn);
  }

  /** Takes a member out, and answers what it waits for. */
  static void remove(ClassicGroup group, GroupMember member, Turn turn) {
    JoinGroupResponse unknown = JoinReplies.error("", KafkaError.UNKNOWN_MEMBER_ID);
    answerJoin(group, member, unknown, turn);
    answerSync(member, SyncReplies.error(KafkaError.UNKNOWN_MEMBER_ID), turn);
    group.remove(member);
    turn.effects().cancelTimer(new SessionOver(group.groupId(), member.memberId()));
  }

  /** Starts a member's session anew. */
  static void keepAlive(ClassicGroup group, GroupMember member, Turn turn) {
    turn.effects()
        .setTimer(
            new SessionOver(group.groupId(), member.memberId()), member.terms().sessionTimeoutMs());
  }

  /** Answers a member that waits for its join, if it does. */
  static void answerJoin(
      ClassicGroup group, GroupMember member, JoinGroupResponse answer, Turn turn) {
    ReplyHandle<JoinGroupResponse> waiting = group.members().swapJoining(member, null);
    if (waiting != null) {
      turn.effects().replyNow(waiting, answer);
    }
  }

  /** Answers a member that waits for its assignment, if it does. */
  static boolean answerSync(GroupMember member, SyncGroupResponse answer, Turn turn) {
    ReplyHandle<SyncGroupResponse> waiting = member.swapSyncing(null);
    if (waiting == null) {
      return false;
    }
    if (answer.errorCode() == KafkaError.NONE.code()) {
      turn.effects().reply(waiting, answer);
    } else {
      turn.effects().replyNow(waiting, answer);
    }
    return true;
  }

  static void failSyncs(ClassicGroup group, KafkaError error, Turn turn) {
    for (GroupMember member : group.members().all()) {
      member.assignment(GroupMember.NO_ASSIGNMENT);
      if (answerSync(member, SyncReplies.error(error), turn)) {
        keepAlive(group, member, turn);
      }
    }
  }

  static void commit(ClassicGroup group, GroupMetadata metadata, Turn turn) {
    turn.effects().put(GroupKeys.group(group.groupId()), metadata.toBytes());
  }
}
