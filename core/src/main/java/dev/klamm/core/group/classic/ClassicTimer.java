package dev.klamm.core.group.classic;

import dev.klamm.core.coordinator.TimerEvent;

/** The timers of classic groups. */
public sealed interface ClassicTimer extends TimerEvent {

  String groupId();

  /** Members had their time to join. */
  record JoinPhaseOver(String groupId) implements ClassicTimer {}

  /** Members had their time to fetch their assignments. */
  record SyncPhaseOver(String groupId) implements ClassicTimer {}

  /** A member, or one that was given an id and asked to come back, was not heard of. */
  record SessionOver(String groupId, String memberId) implements ClassicTimer {}
}
