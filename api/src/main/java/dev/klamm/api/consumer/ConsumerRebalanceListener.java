package dev.klamm.api.consumer;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Collection;

/**
 * Hears which partitions come and go when a group shares its partitions anew.
 *
 * <p>Runs on the thread that polls, inside {@code poll}, {@code unsubscribe} or {@code close}. It
 * may commit, seek and pause. What it throws is thrown on by that call, after the rebalance is
 * done.
 *
 * @since 0.1
 */
public interface ConsumerRebalanceListener {
  /**
   * Partitions are about to be given up, and still are this consumer's: the place to commit. With
   * the eager protocol these are all of its partitions, perhaps none; with the cooperative one,
   * only those that move.
   */
  void onPartitionsRevoked(Collection<TopicPartition> partitions);

  /**
   * Partitions have come: the place to seek. With the eager protocol these are all of its
   * partitions, perhaps none; with the cooperative one, only those that are new.
   */
  void onPartitionsAssigned(Collection<TopicPartition> partitions);

  /**
   * Partitions are gone already, perhaps to another member: nothing can be committed for them. The
   * default calls {@link #onPartitionsRevoked}.
   */
  default void onPartitionsLost(Collection<TopicPartition> partitions) {
    onPartitionsRevoked(partitions);
  }
}
