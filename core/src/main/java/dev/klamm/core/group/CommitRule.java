package dev.klamm.core.group;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import org.jspecify.annotations.Nullable;

/** Says of each partition whether an offset may be committed. */
@FunctionalInterface
public interface CommitRule {

  /** What stands against it; {@code NONE} if nothing does. */
  KafkaError check(@Nullable Uuid topicId, int partition);

  /** The same for all partitions. */
  static CommitRule always(KafkaError error) {
    return (topicId, partition) -> error;
  }
}
