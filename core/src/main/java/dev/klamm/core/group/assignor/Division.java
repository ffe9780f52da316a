package dev.klamm.core.group.assignor;

import dev.klamm.api.cluster.Uuid;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be divided among whom.
 *
 * @param members in any order
 * @param partitionCounts of every topic that a member reads, and perhaps of more
 */
public record Division(List<Reader> members, Map<Uuid, Integer> partitionCounts) {

  /**
   * One member.
   *
   * @param instanceId the name of a static member, or null
   * @param topics what it reads; all are among {@code partitionCounts}
   * @param held what it was given last, which it had better keep
   */
  public record Reader(
      String memberId, @Nullable String instanceId, Set<Uuid> topics, PartitionSet held) {}

  int partitions(Uuid topic) {
    return partitionCounts.getOrDefault(topic, 0);
  }
}
