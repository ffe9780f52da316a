package dev.klamm.core.net;

import dev.klamm.api.cluster.Cluster;
import dev.klamm.api.cluster.Node;
import dev.klamm.api.cluster.PartitionInfo;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client knew of its cluster at one moment. Immutable, so any thread may read it; nothing is
 * computed on the way, so a producer can ask it per record.
 */
public final class MetadataSnapshot {
  static final MetadataSnapshot EMPTY = new MetadataSnapshot(0, null, -1, Map.of(), Map.of());

  private final long version;
  private final @Nullable String clusterId;
  private final int controllerId;
  private final Map<Integer, Node> nodes;
  private final Map<String, Topic> topics;
  private final Map<Uuid, String> names;
  private volatile @Nullable Cluster cluster;

  MetadataSnapshot(
      long version,
      @Nullable String clusterId,
      int controllerId,
      Map<Integer, Node> nodes,
      Map<String, Topic> topics) {
    this.version = version;
    this.clusterId = clusterId;
    this.controllerId = controllerId;
    this.nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    this.topics = Collections.unmodifiableMap(new LinkedHashMap<>(topics));
    this.names = names(topics.values());
  }

  private static Map<Uuid, String> names(Collection<Topic> topics) {
    Map<Uuid, String> names = new LinkedHashMap<>();
    for (Topic topic : topics) {
      if (!topic.id().equals(Uuid.ZERO)) {
        names.put(topic.id(), topic.name());
      }
    }
    return Collections.unmodifiableMap(names);
  }

  /**
   * A topic as the cluster described it.
   *
   * @param id {@link Uuid#ZERO} when the cluster has no topic ids
   * @param partitions by their number, without gaps; empty when there is an error
   * @param error {@link KafkaError#NONE} or why the topic cannot be used
   */
  public record Topic(
      String name, Uuid id, boolean internal, List<Partition> partitions, KafkaError error) {}

  /**
   * A partition as the cluster described it.
   *
   * @param leaderId -1 when there is no leader
   * @param leaderEpoch -1 when the cluster does not tell
   */
  public record Partition(
      int partition,
      int leaderId,
      int leaderEpoch,
      List<Integer> replicas,
      List<Integer> inSyncReplicas,
      List<Integer> offlineReplicas) {}

  /** Rises with every change. */
  public long version() {
    return version;
  }

  public @Nullable String clusterId() {
    return clusterId;
  }

  /** The broker that cluster-wide requests go to, or -1. */
  public int controllerId() {
    return controllerId;
  }

  public Map<Integer, Node> nodes() {
    return nodes;
  }

  public Map<String, Topic> topics() {
    return topics;
  }

  /** The topic, or null when it was never asked about, or vanished. It may carry an error. */
  public @Nullable Topic topic(String name) {
    return topics.get(name);
  }

  /** The name of the topic with this id, or null. */
  public @Nullable String topicName(Uuid id) {
    return names.get(id);
  }

  /** The topic's id, or {@link Uuid#ZERO}. */
  public Uuid topicId(String name) {
    Topic topic = topics.get(name);
    return topic == null ? Uuid.ZERO : topic.id();
  }

  /** How many partitions the topic has, or 0 when it is not known. */
  public int partitionCount(String name) {
    Topic topic = topics.get(name);
    return topic == null ? 0 : topic.partitions().size();
  }

  /** The partition, or null when it is not known. */
  public @Nullable Partition partition(String name, int number) {
    Topic topic = topics.get(name);
    return topic == null || number < 0 || number >= topic.partitions().size()
        ? null
        : topic.partitions().get(number);
  }

  public @Nullable Partition partition(TopicPartition partition) {
    return partition(partition.topic(), partition.partition());
  }

  /** The id of the partition's leader, or -1. */
  public int leader(TopicPartition partition) {
    Partition known = partition(partition);
    return known == null ? -1 : known.leaderId();
  }

  /** The epoch of the partition's leader, or -1. */
  public int leaderEpoch(TopicPartition partition) {
    Partition known = partition(partition);
    return known == null ? -1 : known.leaderEpoch();
  }

  /** The same in the public form; made when it is first asked for. */
  public Cluster toCluster() {
    Cluster made = cluster;
    if (made == null) {
      made = makeCluster();
      cluster = made;
    }
    return made;
  }

  private Cluster makeCluster() {
    List<PartitionInfo> partitions = new ArrayList<>();
    Map<String, Uuid> ids = new LinkedHashMap<>();
    Set<String> internal = new HashSet<>();
    for (Topic topic : topics.values()) {
      topic.partitions().forEach(partition -> partitions.add(info(topic.name(), partition)));
      if (!topic.id().equals(Uuid.ZERO)) {
        ids.put(topic.name(), topic.id());
      }
      if (topic.internal()) {
        internal.add(topic.name());
      }
    }
    return Cluster.builder()
        .clusterId(clusterId)
        .nodes(nodes.values())
        .controller(nodes.get(controllerId))
        .partitions(partitions)
        .topicIds(ids)
        .unauthorizedTopics(withError(KafkaError.TOPIC_AUTHORIZATION_FAILED))
        .invalidTopics(withError(KafkaError.INVALID_TOPIC_EXCEPTION))
        .internalTopics(internal)
        .build();
  }

  private Set<String> withError(KafkaError error) {
    Set<String> found = new HashSet<>();
    for (Topic topic : topics.values()) {
      if (topic.error() == error) {
        found.add(topic.name());
      }
    }
    return found;
  }

  private PartitionInfo info(String topic, Partition partition) {
    return new PartitionInfo(
        topic,
        partition.partition(),
        nodes.get(partition.leaderId()),
        known(partition.replicas()),
        known(partition.inSyncReplicas()),
        known(partition.offlineReplicas()));
  }

  private Node[] known(List<Integer> ids) {
    List<Node> found = new ArrayList<>(ids.size());
    for (int id : ids) {
      Node node = nodes.get(id);
      found.add(node == null ? new Node(id, "", -1) : node);
    }
    return found.toArray(Node[]::new);
  }
}
