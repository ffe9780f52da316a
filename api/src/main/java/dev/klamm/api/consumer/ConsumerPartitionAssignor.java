package dev.klamm.api.consumer;

import dev.klamm.api.cluster.Cluster;
import dev.klamm.api.cluster.TopicPartition;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shares the partitions of a classic group among its members. All members must have at least one
 * assignor of the same name; the one that most members like best is used, by the member that the
 * coordinator chose as leader.
 *
 * <p>Called on the consumer's own thread; it must be quick and must not call the consumer.
 *
 * @since 0.1
 */
public interface ConsumerPartitionAssignor {
  /** The name that the members agree on, such as {@code range}. */
  String name();

  /**
   * What the leader's assignor should know about this member, beside its topics; or null. Asked
   * before each joining.
   */
  default @Nullable ByteBuffer subscriptionUserData(Set<String> topics) {
    return null;
  }

  /**
   * Shares out the partitions. Called on the leader only.
   *
   * @param metadata the cluster, with at least the topics that some member is subscribed to, as far
   *     as they exist
   * @return an assignment for every member, perhaps an empty one; each partition at most once
   */
  GroupAssignment assign(Cluster metadata, GroupSubscription groupSubscription);

  /** Hears what this member was given. */
  default void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {}

  /** The ways of rebalancing that this assignor is made for; the best one comes last. */
  default List<RebalanceProtocol> supportedProtocols() {
    return List.of(RebalanceProtocol.EAGER);
  }

  /** The version of this assignor's user data; zero or more. */
  default short version() {
    return 0;
  }

  /** How members behave while the group shares its partitions anew (KIP-429). */
  enum RebalanceProtocol {
    /** Every member gives up all of its partitions first. */
    EAGER(0),
    /**
     * Members keep what they have, and give up in a first round only what is to move in a second.
     */
    COOPERATIVE(1);

    private final byte id;

    RebalanceProtocol(int id) {
      this.id = (byte) id;
    }

    public byte id() {
      return id;
    }
  }

  /**
   * What one member told.
   *
   * @param topics the topics it is subscribed to
   * @param userData what its assignor told, or null
   * @param ownedPartitions the partitions that it still has, with the cooperative protocol
   * @param generationId the generation in which it got them, if it told
   * @param rackId where it runs, if it told
   * @param groupInstanceId the id of a static member
   */
  record Subscription(
      List<String> topics,
      @Nullable ByteBuffer userData,
      List<TopicPartition> ownedPartitions,
      Optional<Integer> generationId,
      Optional<String> rackId,
      Optional<String> groupInstanceId) {
    public Subscription {
      topics = List.copyOf(topics);
      ownedPartitions = List.copyOf(ownedPartitions);
    }

    public Subscription(
        List<String> topics, @Nullable ByteBuffer userData, List<TopicPartition> ownedPartitions) {
      this(topics, userData, ownedPartitions, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Subscription(List<String> topics) {
      this(topics, null, List.of());
    }
  }

  /**
   * What one member is given.
   *
   * @param partitions its partitions
   * @param userData what the leader's assignor wants to tell its assignor, or null
   */
  record Assignment(List<TopicPartition> partitions, @Nullable ByteBuffer userData) {
    public Assignment {
      partitions = List.copyOf(partitions);
    }

    public Assignment(List<TopicPartition> partitions) {
      this(partitions, null);
    }
  }

  /** What all members told, by their ids. */
  record GroupSubscription(Map<String, Subscription> groupSubscription) {}

  /** What all members are given, by their ids. */
  record GroupAssignment(Map<String, Assignment> groupAssignment) {}
}
