package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a coordinator knows of a transactional id.
 *
 * @param coordinatorId the broker that coordinates it
 * @param state where its transaction stands
 * @param producerId the producer that uses it
 * @param producerEpoch which start of the producer that is
 * @param transactionTimeoutMs after how many milliseconds a transaction is aborted
 * @param transactionStartTimeMs since when a transaction is open, in milliseconds since 1970; empty
 *     if none is
 * @param topicPartitions the partitions that are part of it
 * @since 0.1
 */
public record TransactionDescription(
    int coordinatorId,
    TransactionState state,
    long producerId,
    int producerEpoch,
    long transactionTimeoutMs,
    OptionalLong transactionStartTimeMs,
    Set<TopicPartition> topicPartitions) {
  public TransactionDescription {
    topicPartitions = Set.copyOf(topicPartitions);
  }
}
