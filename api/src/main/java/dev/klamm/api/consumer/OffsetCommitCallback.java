package dev.klamm.api.consumer;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Told what became of a commit in the background. Runs inside a later call of the consumer, on the
 * thread of that call, in the order of the commits.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface OffsetCommitCallback {
  /**
   * Called once.
   *
   * @param offsets what was to be committed
   * @param exception null if it was; {@link dev.klamm.api.error.RetriableCommitFailedException} if
   *     committing again may help; {@link dev.klamm.api.error.CommitFailedException} if the
   *     partitions went to others
   */
  void onComplete(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception exception);
}
