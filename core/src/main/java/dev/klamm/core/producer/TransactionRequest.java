package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.OffsetAndMetadata;
import java.util.Map;
import java.util.Set;

/** What {@link TransactionManager} wants to be asked of a coordinator. Each may be repeated. */
sealed interface TransactionRequest {

  /**
   * An id, or the next epoch of this one.
   *
   * @param producerId what the producer has, or -1
   */
  record InitProducerId(long producerId, short epoch) implements TransactionRequest {}

  /** Makes partitions part of the transaction, before anything is written to them. */
  record AddPartitions(Set<TopicPartition> partitions) implements TransactionRequest {}

  /** Makes a group's offsets part of the transaction. */
  record AddOffsets(String groupId) implements TransactionRequest {}

  /** Leaves offsets with the group's coordinator until the transaction ends. */
  record CommitOffsets(ConsumerGroupMetadata group, Map<TopicPartition, OffsetAndMetadata> offsets)
      implements TransactionRequest {}

  /** Commits or aborts. */
  record EndTransaction(boolean committed) implements TransactionRequest {}
}
