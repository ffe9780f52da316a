package dev.klamm.core.txn;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.core.coordinator.Effect;
import dev.klamm.core.log.TransactionEnd;

/**
 * What the end of a transaction does elsewhere, in the commit that ends it. All of it can be done:
 * a partition or group that is gone has nothing left to end.
 */
public sealed interface TransactionEffect extends Effect.Elsewhere {

  /** Writes a marker. */
  record EndPartition(TopicPartition partition, TransactionEnd end) implements TransactionEffect {}

  /** Makes a producer's pending offsets in a group count, or forgets them. */
  record EndOffsets(String groupId, long producerId, boolean committed)
      implements TransactionEffect {}
}
