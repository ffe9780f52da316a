package dev.klamm.core.log;

import dev.klamm.api.storage.LogId;
import java.nio.charset.StandardCharsets;

/**
 * The keys under which a partition keeps what its log does not say.
 *
 * <pre>
 *   producers/TOPIC-ID/PARTITION     the producers' state at some offset, {@link ProducerStates#snapshot}
 *   epochs/TOPIC-ID/PARTITION        leader epochs, {@link LeaderEpochs#toBytes}
 * </pre>
 */
final class PartitionKeys {

  private PartitionKeys() {}

  static byte[] producers(LogId id) {
    return key("producers/", id);
  }

  static byte[] epochs(LogId id) {
    return key("epochs/", id);
  }

  private static byte[] key(String prefix, LogId id) {
    return (prefix + id.topicId() + '/' + id.partition()).getBytes(StandardCharsets.UTF_8);
  }
}
