package dev.klamm.core.group.consumer;

import dev.klamm.core.group.assignor.PartitionSet;

/**
 * How far a member has come on its way to its target assignment.
 *
 * @param epoch the group epoch it has reached, 0 for one that has just joined, {@link
 *     ConsumerMember#STATIC_AWAY} for a static member that will be back
 * @param previousEpoch the one before: a member that did not see our last answer still uses it
 * @param assigned what it may read
 * @param revoking what it was asked to give up and may still read; nobody else gets it meanwhile
 */
record Progress(
    int epoch, int previousEpoch, MemberState state, PartitionSet assigned, PartitionSet revoking) {

  static final Progress NONE =
      new Progress(0, 0, MemberState.STABLE, PartitionSet.EMPTY, PartitionSet.EMPTY);

  /** What it may still be reading. */
  PartitionSet held() {
    return assigned.union(revoking);
  }

  boolean hasReached(int targetEpoch) {
    return state == MemberState.STABLE && epoch == targetEpoch;
  }
}
