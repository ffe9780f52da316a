package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartitionInfo;
import dev.klamm.api.cluster.Uuid;
import java.util.List;

/**
 * A topic and all of its partitions.
 *
 * @param name the topic's name
 * @param isInternal whether it belongs to the broker itself
 * @param partitions in the order of their numbers
 * @param topicId the topic's id; {@link Uuid#ZERO} if the broker did not tell
 * @since 0.1
 */
public record TopicDescription(
    String name, boolean isInternal, List<TopicPartitionInfo> partitions, Uuid topicId) {
  public TopicDescription {
    partitions = List.copyOf(partitions);
  }

  public TopicDescription(String name, boolean isInternal, List<TopicPartitionInfo> partitions) {
    this(name, isInternal, partitions, Uuid.ZERO);
  }
}
