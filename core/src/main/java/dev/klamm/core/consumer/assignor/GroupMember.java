package dev.klamm.core.consumer.assignor;

import dev.klamm.api.cluster.TopicPartition;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a group as the leader sees it.
 *
 * @param instanceId {@code group.instance.id}, if it is a static member
 * @param topics what it is subscribed to
 * @param owned what it says it owns now
 * @param generation in which it got what it owns, or -1
 * @param userData what its assignor told, or null
 * @param rack where it is, or null
 */
public record GroupMember(
    String id,
    @Nullable String instanceId,
    List<String> topics,
    List<TopicPartition> owned,
    int generation,
    @Nullable ByteBuffer userData,
    @Nullable String rack)
    implements Comparable<GroupMember> {

  /** A member that did not say where it is. */
  public GroupMember(
      String id,
      @Nullable String instanceId,
      List<String> topics,
      List<TopicPartition> owned,
      int generation,
      @Nullable ByteBuffer userData) {
    this(id, instanceId, topics, owned, generation, userData, null);
  }

  /** Static members first, by their instance id, which survives a restart; then by member id. */
  @Override
  public int compareTo(GroupMember other) {
    if (instanceId != null && other.instanceId != null) {
      return instanceId.compareTo(other.instanceId);
    }
    if (instanceId != null || other.instanceId != null) {
      return instanceId != null ? -1 : 1;
    }
    return id.compareTo(other.id);
  }
}
