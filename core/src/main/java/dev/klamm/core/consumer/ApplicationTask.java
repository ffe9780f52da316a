package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.consumer.OffsetCommitCallback;
import dev.klamm.api.error.KafkaException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that the event loop hands to the next thread that polls. */
interface ApplicationTask {

  /** A step of a rebalance; void when another call was begun since. */
  sealed interface OfGroup extends ApplicationTask {
    int call();
  }

  record Revoke(int call, Set<TopicPartition> partitions) implements OfGroup {}

  record Lose(int call, Set<TopicPartition> partitions) implements OfGroup {}

  record Assign(int call, Set<TopicPartition> all, Set<TopicPartition> added) implements OfGroup {}

  /** A commit in the background is over. */
  record Committed(
      @Nullable OffsetCommitCallback callback,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      @Nullable KafkaException error)
      implements ApplicationTask {}
}
