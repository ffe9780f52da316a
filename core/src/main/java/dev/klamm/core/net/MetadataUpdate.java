package dev.klamm.core.net;

import dev.klamm.api.cluster.Node;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.message.MetadataResponse;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseBroker;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponsePartition;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the next snapshot out of the last one and what a broker said. */
final class MetadataUpdate {

  private MetadataUpdate() {}

  /**
   * The snapshot of this answer. A partition whose leader epoch would fall is kept as it was: the
   * answer came from a broker that lags (KIP-320).
   */
  static MetadataSnapshot merge(MetadataSnapshot before, MetadataResponse response) {
    Map<Integer, Node> nodes = new LinkedHashMap<>();
    for (MetadataResponseBroker broker : response.brokers()) {
      nodes.put(
          broker.nodeId(), new Node(broker.nodeId(), broker.host(), broker.port(), broker.rack()));
    }
    Map<String, MetadataSnapshot.Topic> topics = new LinkedHashMap<>();
    for (MetadataResponseTopic topic : response.topics()) {
      String name = topic.name();
      if (name != null) {
        topics.put(name, topic(before.topic(name), name, topic));
      }
    }
    return new MetadataSnapshot(
        before.version() + 1, response.clusterId(), response.controllerId(), nodes, topics);
  }

  private static MetadataSnapshot.Topic topic(
      MetadataSnapshot.@Nullable Topic before, String name, MetadataResponseTopic topic) {
    KafkaError error = KafkaError.forCode(topic.errorCode());
    Uuid id = topic.topicId();
    boolean same = before != null && before.id().equals(id);
    List<MetadataSnapshot.Partition> partitions = new ArrayList<>();
    if (error == KafkaError.NONE) {
      for (MetadataResponsePartition partition : topic.partitions()) {
        partitions.add(partition(same ? before : null, partition));
      }
      partitions.sort(Comparator.comparingInt(MetadataSnapshot.Partition::partition));
    }
    boolean gapless = isGapless(partitions);
    return new MetadataSnapshot.Topic(
        name,
        id,
        topic.isInternal(),
        gapless ? List.copyOf(partitions) : List.of(),
        gapless ? error : KafkaError.LEADER_NOT_AVAILABLE);
  }

  private static boolean isGapless(List<MetadataSnapshot.Partition> sorted) {
    for (int i = 0; i < sorted.size(); i++) {
      if (sorted.get(i).partition() != i) {
        return false;
      }
    }
    return true;
  }

  private static MetadataSnapshot.Partition partition(
      MetadataSnapshot.@Nullable Topic before, MetadataResponsePartition partition) {
    int number = partition.partitionIndex();
    if (before != null && number >= 0 && number < before.partitions().size()) {
      MetadataSnapshot.Partition old = before.partitions().get(number);
      if (partition.leaderEpoch() >= 0 && old.leaderEpoch() > partition.leaderEpoch()) {
        return old;
      }
    }
    boolean led = KafkaError.forCode(partition.errorCode()) != KafkaError.LEADER_NOT_AVAILABLE;
    return new MetadataSnapshot.Partition(
        number,
        led ? partition.leaderId() : -1,
        partition.leaderEpoch(),
        List.copyOf(partition.replicaNodes()),
        List.copyOf(partition.isrNodes()),
        List.copyOf(partition.offlineReplicas()));
  }

  /** The same snapshot with another leader, or the very same when that is not news. */
  static MetadataSnapshot withLeader(
      MetadataSnapshot before, TopicPartition changed, int leaderId, int leaderEpoch) {
    MetadataSnapshot.Topic topic = before.topic(changed.topic());
    MetadataSnapshot.Partition old = before.partition(changed);
    if (topic == null
        || old == null
        || old.leaderEpoch() >= leaderEpoch
        || !before.nodes().containsKey(leaderId)) {
      return before;
    }
    List<MetadataSnapshot.Partition> partitions = new ArrayList<>(topic.partitions());
    partitions.set(
        changed.partition(),
        new MetadataSnapshot.Partition(
            old.partition(),
            leaderId,
            leaderEpoch,
            old.replicas(),
            old.inSyncReplicas(),
            old.offlineReplicas()));
    Map<String, MetadataSnapshot.Topic> topics = new LinkedHashMap<>(before.topics());
    topics.put(
        topic.name(),
        new MetadataSnapshot.Topic(
            topic.name(), topic.id(), topic.internal(), List.copyOf(partitions), topic.error()));
    return new MetadataSnapshot(
        before.version() + 1, before.clusterId(), before.controllerId(), before.nodes(), topics);
  }
}
