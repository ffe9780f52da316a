package dev.klamm.core.group;

import dev.klamm.core.coordinator.TimerEvent;

/** The timers of groups. */
sealed interface GroupTimer extends TimerEvent {

  /** Members had their time to join. */
  record JoinPhaseOver(String groupId) implements GroupTimer {}

  /** Members had their time to fetch their assignments. */
  record SyncPhaseOver(String groupId) implements GroupTimer {}

  /** A member, or one that was given an id and asked to come back, was not heard of. */
  record SessionOver(String groupId, String memberId) implements GroupTimer {}

  /** It is time to look for offsets that nobody needs any more. */
  record OffsetCheckDue() implements GroupTimer {}
}
