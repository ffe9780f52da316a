package dev.klamm.core.group;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import org.jspecify.annotations.Nullable;

/** What may stand against one offset of a commit, be it in a transaction or not. */
record CommitChecks(TopicNames topics, GroupSettings settings) {

  /**
   * @param rule what the group says of its member
   * @param name of the topic; null if the request named it by an id that is not known
   * @return {@code NONE} if nothing does
   */
  KafkaError check(
      CommitRule rule,
      @Nullable String name,
      @Nullable Uuid topicId,
      int partition,
      @Nullable String metadata) {
    if (name == null) {
      return KafkaError.UNKNOWN_TOPIC_ID;
    }
    if (!topics.hasPartition(name, partition)) {
      return KafkaError.UNKNOWN_TOPIC_OR_PARTITION;
    }
    KafkaError error = rule.check(topicId, partition);
    if (error != KafkaError.NONE) {
      return error;
    }
    return metadata != null && metadata.length() > settings.offsetMetadataMaxBytes()
        ? KafkaError.OFFSET_METADATA_TOO_LARGE
        : KafkaError.NONE;
  }
}
