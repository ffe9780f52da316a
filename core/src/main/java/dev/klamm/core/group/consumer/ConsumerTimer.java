package dev.klamm.core.group.consumer;

import dev.klamm.core.coordinator.TimerEvent;

/** The timers of groups' members. */
public sealed interface ConsumerTimer extends TimerEvent {

  String groupId();

  String memberId();

  /** A member was not heard of for its session time-out. */
  record MemberSilent(String groupId, String memberId) implements ConsumerTimer {}

  /** A member had its rebalance time-out to give partitions up. */
  record RevocationOver(String groupId, String memberId) implements ConsumerTimer {}

  /** A member that speaks the classic protocol had its time to join again. */
  record RejoinOver(String groupId, String memberId) implements ConsumerTimer {}

  /** A member that speaks the classic protocol had its time to fetch its assignment. */
  record SyncOver(String groupId, String memberId) implements ConsumerTimer {}
}
