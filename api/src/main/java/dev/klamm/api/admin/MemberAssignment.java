package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;
import java.util.Set;

/**
 * The partitions of one member of a group.
 *
 * @since 0.1
 */
public record MemberAssignment(Set<TopicPartition> topicPartitions) {
  public MemberAssignment {
    topicPartitions = Set.copyOf(topicPartitions);
  }
}
