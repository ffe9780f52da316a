package dev.klamm.api.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A picture of the cluster at one moment: its brokers, and the topics this client has asked about.
 *
 * <p>It is a snapshot. A topic that is not here may still exist, and a leader that is here may have
 * moved; the next snapshot is another object. All collections that it returns are unmodifiable.
 *
 * @since 0.1
 */
public final class Cluster {
  private static final Cluster EMPTY = builder().build();

  private final ClusterResource resource;
  private final @Nullable Node controller;
  private final Map<Integer, Node> nodes;
  private final Map<TopicPartition, PartitionInfo> partitions;
  private final Map<String, List<PartitionInfo>> byTopic;
  private final Map<String, Uuid> topicIds;
  private final Map<Uuid, String> topicNames;
  private final Set<String> unauthorizedTopics;
  private final Set<String> invalidTopics;
  private final Set<String> internalTopics;

  private Cluster(Builder builder) {
    resource = new ClusterResource(builder.clusterId);
    controller = builder.controller;
    nodes = unmodifiable(builder.nodes);
    partitions = unmodifiable(builder.partitions);
    byTopic = group(builder.partitions.values());
    topicIds = unmodifiable(builder.topicIds);
    topicNames =
        topicIds.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    unauthorizedTopics = Set.copyOf(builder.unauthorizedTopics);
    invalidTopics = Set.copyOf(builder.invalidTopics);
    internalTopics = Set.copyOf(builder.internalTopics);
  }

  private static <K, V> Map<K, V> unmodifiable(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static Map<String, List<PartitionInfo>> group(Collection<PartitionInfo> partitions) {
    Map<String, List<PartitionInfo>> grouped = new LinkedHashMap<>();
    for (PartitionInfo info : partitions) {
      grouped.computeIfAbsent(info.topic(), topic -> new ArrayList<>()).add(info);
    }
    grouped
        .values()
        .forEach(list -> list.sort((a, b) -> Integer.compare(a.partition(), b.partition())));
    grouped.replaceAll((topic, list) -> List.copyOf(list));
    return Collections.unmodifiableMap(grouped);
  }

  /** A cluster of which nothing is known yet. */
  public static Cluster empty() {
    return EMPTY;
  }

  public static Builder builder() {
    return new Builder();
  }

  public ClusterResource clusterResource() {
    return resource;
  }

  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The broker of this id, or null if there is none. */
  public @Nullable Node nodeById(int id) {
    return nodes.get(id);
  }

  /** The broker of this id, if it holds a replica of the partition that answers. */
  public Optional<Node> nodeIfOnline(TopicPartition partition, int id) {
    Node node = nodes.get(id);
    PartitionInfo info = partitions.get(partition);
    boolean online =
        node != null
            && info != null
            && List.of(info.replicas()).contains(node)
            && !List.of(info.offlineReplicas()).contains(node);
    return online ? Optional.ofNullable(node) : Optional.empty();
  }

  /** The broker that requests for the whole cluster go to, or null if none is known. */
  public @Nullable Node controller() {
    return controller;
  }

  /** The partition's leader, or null if the partition or its leader is not known. */
  public @Nullable Node leaderFor(TopicPartition partition) {
    PartitionInfo info = partitions.get(partition);
    return info == null ? null : info.leader();
  }

  /** What is known of a partition, or null. */
  public @Nullable PartitionInfo partition(TopicPartition partition) {
    return partitions.get(partition);
  }

  /** The topic's partitions in rising order; empty if the topic is not known. */
  public List<PartitionInfo> partitionsForTopic(String topic) {
    return byTopic.getOrDefault(topic, List.of());
  }

  /** Those partitions of the topic that have a leader, in rising order. */
  public List<PartitionInfo> availablePartitionsForTopic(String topic) {
    return partitionsForTopic(topic).stream().filter(info -> info.leader() != null).toList();
  }

  /** All partitions that the broker of this id leads. */
  public List<PartitionInfo> partitionsForNode(int id) {
    return partitions.values().stream().filter(info -> leads(id, info)).toList();
  }

  private static boolean leads(int id, PartitionInfo info) {
    Node leader = info.leader();
    return leader != null && leader.id() == id;
  }

  /** How many partitions the topic has, or null if the topic is not known. */
  public @Nullable Integer partitionCountForTopic(String topic) {
    List<PartitionInfo> known = byTopic.get(topic);
    return known == null ? null : known.size();
  }

  /** The topics with at least one known partition. */
  public Set<String> topics() {
    return byTopic.keySet();
  }

  /** Topics that the broker refused to describe to this user. */
  public Set<String> unauthorizedTopics() {
    return unauthorizedTopics;
  }

  /** Topics whose name the broker refused. */
  public Set<String> invalidTopics() {
    return invalidTopics;
  }

  /** Topics that belong to the broker itself, such as the one of committed offsets. */
  public Set<String> internalTopics() {
    return internalTopics;
  }

  public Collection<Uuid> topicIds() {
    return topicIds.values();
  }

  /** The topic's id, or {@link Uuid#ZERO} if it is not known. */
  public Uuid topicId(String topic) {
    return topicIds.getOrDefault(topic, Uuid.ZERO);
  }

  /** The name of the topic with this id, or null if it is not known. */
  public @Nullable String topicName(Uuid topicId) {
    return topicNames.get(topicId);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cluster that
        && resource.equals(that.resource)
        && Objects.equals(controller, that.controller)
        && nodes.equals(that.nodes)
        && partitions.equals(that.partitions)
        && topicIds.equals(that.topicIds)
        && unauthorizedTopics.equals(that.unauthorizedTopics)
        && invalidTopics.equals(that.invalidTopics)
        && internalTopics.equals(that.internalTopics);
  }

  @Override
  public int hashCode() {
    return Objects.hash(resource, controller, nodes, partitions);
  }

  @Override
  public String toString() {
    return "Cluster(id = %s, nodes = %s, partitions = %s, controller = %s)"
        .formatted(resource.clusterId(), nodes.values(), partitions.values(), controller);
  }

  /** Collects the parts of a {@link Cluster}. Not safe for use by several threads. */
  public static final class Builder {
    private @Nullable String clusterId;
    private @Nullable Node controller;
    private final Map<Integer, Node> nodes = new LinkedHashMap<>();
    private final Map<TopicPartition, PartitionInfo> partitions = new LinkedHashMap<>();
    private final Map<String, Uuid> topicIds = new LinkedHashMap<>();
    private Set<String> unauthorizedTopics = Set.of();
    private Set<String> invalidTopics = Set.of();
    private Set<String> internalTopics = Set.of();

    private Builder() {}

    public Builder clusterId(@Nullable String id) {
      clusterId = id;
      return this;
    }

    public Builder controller(@Nullable Node node) {
      controller = node;
      return this;
    }

    /** Adds brokers; a later one replaces an earlier one of the same id. */
    public Builder nodes(Collection<Node> added) {
      added.forEach(node -> nodes.put(node.id(), node));
      return this;
    }

    /** Adds partitions; a later one replaces an earlier one of the same topic and number. */
    public Builder partitions(Collection<PartitionInfo> added) {
      added.forEach(
          info -> partitions.put(new TopicPartition(info.topic(), info.partition()), info));
      return this;
    }

    public Builder topicIds(Map<String, Uuid> added) {
      topicIds.putAll(added);
      return this;
    }

    public Builder unauthorizedTopics(Set<String> topics) {
      unauthorizedTopics = topics;
      return this;
    }

    public Builder invalidTopics(Set<String> topics) {
      invalidTopics = topics;
      return this;
    }

    public Builder internalTopics(Set<String> topics) {
      internalTopics = topics;
      return this;
    }

    public Cluster build() {
      return new Cluster(this);
    }
  }
}
