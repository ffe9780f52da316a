package dev.klamm.core.group.consumer;

import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.core.group.assignor.PartitionSet.PartitionTest;

/**
 * How far a member has come on its way to its target assignment.
 *
 * @param epoch the group epoch it has reached, 0 for one that has just joined, {@link
 *     ConsumerMember#STATIC_AWAY} for a static member that will be back
 * @param previousEpoch the one before: a member that did not see our last answer still uses it
 * @param assigned what it may read
 * @param revoking what it was asked to give up and may still read; nobody else gets it meanwhile
 * @param tenure since when it holds what it holds
 */
record Progress(
    int epoch,
    int previousEpoch,
    MemberState state,
    PartitionSet assigned,
    PartitionSet revoking,
    Tenure tenure) {

  static final Progress NONE =
      new Progress(0, 0, MemberState.STABLE, PartitionSet.EMPTY, PartitionSet.EMPTY, Tenure.NONE);

  /** What it may still be reading. */
  PartitionSet held() {
    return assigned.union(revoking);
  }

  /** The same with other partitions; new ones are held from an epoch on. */
  static Progress step(
      Progress now,
      int epoch,
      int previousEpoch,
      MemberState state,
      PartitionSet assigned,
      PartitionSet revoking) {
    Tenure tenure =
        Tenure.of(
            assigned.union(revoking),
            (topic, partition) ->
                now.assigned.contains(topic, partition) || revoking.contains(topic, partition)
                    ? Math.min(now.tenure.since(topic, partition), epoch)
                    : epoch);
    return new Progress(epoch, previousEpoch, state, assigned, revoking, tenure);
  }

  /** Without some partitions, which the member is to give up. */
  Progress withheld(PartitionTest test) {
    PartitionSet withheld = assigned.filter(test);
    return withheld.isEmpty()
        ? this
        : new Progress(
            epoch,
            previousEpoch,
            MemberState.UNREVOKED_PARTITIONS,
            assigned.minus(withheld),
            revoking.union(withheld),
            tenure);
  }

  /** Tenure follows from the rest. */
  boolean isSame(Progress other) {
    return epoch == other.epoch
        && previousEpoch == other.previousEpoch
        && state == other.state
        && assigned.equals(other.assigned)
        && revoking.equals(other.revoking);
  }

  boolean hasReached(int targetEpoch) {
    return state == MemberState.STABLE && epoch == targetEpoch;
  }
}
