package dev.klamm.core.group.consumer;

import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.core.group.assignor.PartitionSet.PartitionTest;
import org.jspecify.annotations.Nullable;

/**
 * Takes one member a step towards its target assignment.
 *
 * <pre>
 *              a newer target takes partitions away            it reports to hold none of them
 *   STABLE ----------------------------------> UNREVOKED ------------------------------+
 *     ^  |                                                                             |
 *     |  +--- a newer target gives only --+---------------------------------------------+
 *     |                                   v
 *     +---- all are free, given ---- others still hold some ----> UNRELEASED --(asks again)--> here
 * </pre>
 *
 * A partition has one owner at all times: it is given out only when nobody holds it, and who is
 * asked to give it up holds it until they say that they have. A member stays at its epoch until
 * then, and so may still commit what it has read.
 *
 * @param targetEpoch the epoch of the target
 * @param isHeld whether somebody else holds a partition
 * @param reported what the member says it holds, null if it did not say
 */
record Reconciliation(
    int targetEpoch, PartitionSet target, PartitionTest isHeld, @Nullable PartitionSet reported) {

  Progress next(Progress now) {
    return switch (now.state()) {
      case STABLE -> now.epoch() == targetEpoch ? now : proceed(now);
      case UNREVOKED_PARTITIONS -> stillHolds(now.revoking()) ? now : proceed(now);
      case UNRELEASED_PARTITIONS -> proceed(now);
    };
  }

  private Progress proceed(Progress now) {
    PartitionSet kept = now.assigned().intersect(target);
    PartitionSet toRevoke = now.assigned().minus(kept);
    if (!toRevoke.isEmpty() && stillHolds(toRevoke)) {
      return step(now, now.epoch(), MemberState.UNREVOKED_PARTITIONS, kept, toRevoke);
    }
    PartitionSet missing = target.minus(kept);
    PartitionSet free = missing.filter((topic, partition) -> !isHeld.test(topic, partition));
    MemberState state =
        free.size() == missing.size() ? MemberState.STABLE : MemberState.UNRELEASED_PARTITIONS;
    return step(now, targetEpoch, state, kept.union(free), PartitionSet.EMPTY);
  }

  private static Progress step(
      Progress now, int epoch, MemberState state, PartitionSet assigned, PartitionSet revoking) {
    return Progress.step(now, epoch, now.epoch(), state, assigned, revoking);
  }

  private boolean stillHolds(PartitionSet revoked) {
    return reported == null || reported.intersects(revoked);
  }
}
