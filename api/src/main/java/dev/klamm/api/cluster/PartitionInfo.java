package dev.klamm.api.cluster;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where one partition lives, as of the metadata this was read from: its leader and its replicas.
 *
 * @since 0.1
 */
public final class PartitionInfo {
  private static final Node[] NONE = {};

  private final String topic;
  private final int partition;
  private final @Nullable Node leader;
  private final Node[] replicas;
  private final Node[] inSyncReplicas;
  private final Node[] offlineReplicas;

  public PartitionInfo(
      String topic, int partition, @Nullable Node leader, Node[] replicas, Node[] inSyncReplicas) {
    this(topic, partition, leader, replicas, inSyncReplicas, NONE);
  }

  public PartitionInfo(
      String topic,
      int partition,
      @Nullable Node leader,
      Node[] replicas,
      Node[] inSyncReplicas,
      Node[] offlineReplicas) {
    this.topic = Objects.requireNonNull(topic, "topic");
    this.partition = partition;
    this.leader = leader;
    this.replicas = replicas.clone();
    this.inSyncReplicas = inSyncReplicas.clone();
    this.offlineReplicas = offlineReplicas.clone();
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  /** The broker that serves this partition, or null while there is none. */
  public @Nullable Node leader() {
    return leader;
  }

  /**
   * All brokers that hold a copy, the leader among them; the preferred leader first. A fresh array.
   */
  public Node[] replicas() {
    return replicas.clone();
  }

  /** The replicas that have all acknowledged records. A fresh array. */
  public Node[] inSyncReplicas() {
    return inSyncReplicas.clone();
  }

  /** The replicas that do not answer at the moment. A fresh array. */
  public Node[] offlineReplicas() {
    return offlineReplicas.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PartitionInfo that
        && partition == that.partition
        && topic.equals(that.topic)
        && Objects.equals(leader, that.leader)
        && Arrays.equals(replicas, that.replicas)
        && Arrays.equals(inSyncReplicas, that.inSyncReplicas)
        && Arrays.equals(offlineReplicas, that.offlineReplicas);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * topic.hashCode() + partition) + Objects.hashCode(leader);
  }

  @Override
  public String toString() {
    return "Partition(topic = %s, partition = %d, leader = %s, replicas = %s, isr = %s, offlineReplicas = %s)"
        .formatted(
            topic,
            partition,
            leader == null ? "none" : leader.idString(),
            ids(replicas),
            ids(inSyncReplicas),
            ids(offlineReplicas));
  }

  private static String ids(Node[] nodes) {
    return Arrays.stream(nodes).map(Node::idString).collect(Collectors.joining(",", "[", "]"));
  }
}
