package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of {@link Admin#listOffsets(java.util.Map, ListOffsetsOptions)}.
 *
 * @since 0.1
 */
public final class ListOffsetsResult {
  private final Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> futures;

  /** For the client, and for tests. */
  public ListOffsetsResult(Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /**
   * The offset of one partition.
   *
   * @throws IllegalArgumentException if it was not asked for
   */
  public KafkaFuture<ListOffsetsResultInfo> partitionResult(TopicPartition partition) {
    return Requested.in(futures, partition);
  }

  /** All offsets, when every one is found; fails with the error of one of them. */
  public KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> all() {
    return KafkaFuture.allOf(futures);
  }

  /**
   * An offset that was found.
   *
   * @param offset -1 if there is no such record
   * @param timestamp of the record in milliseconds since 1970, or -1 if the offset is not that of a
   *     record
   * @param leaderEpoch the epoch of the leader that wrote the record, if it is known
   */
  public record ListOffsetsResultInfo(long offset, long timestamp, Optional<Integer> leaderEpoch) {}
}
