package dev.klamm.core.admin;

import dev.klamm.api.admin.TopicDescription;
import dev.klamm.api.cluster.Node;
import dev.klamm.api.cluster.TopicPartitionInfo;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.MetadataRequest;
import dev.klamm.protocol.message.MetadataRequest.MetadataRequestTopic;
import dev.klamm.protocol.message.MetadataResponse;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseBroker;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponsePartition;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By names or by ids, which are the keys. */
abstract sealed class DescribeTopics<K>
    implements Operation<K, TopicDescription, MetadataResponse> {
  private static final int FIRST_WITHOUT_AUTO_CREATION = 4;
  private static final int FIRST_BY_ID = 12;

  static final class ByName extends DescribeTopics<String> {
    @Override
    public Call<MetadataResponse> call(List<String> keys, int timeoutMs) {
      return call(keys.stream().map(name -> new MetadataRequestTopic().name(name)).toList())
          .from(FIRST_WITHOUT_AUTO_CREATION);
    }

    @Override
    @Nullable String key(MetadataResponseTopic topic) {
      return topic.name();
    }
  }

  static final class ById extends DescribeTopics<Uuid> {
    @Override
    public Call<MetadataResponse> call(List<Uuid> keys, int timeoutMs) {
      return call(keys.stream()
              .map(id -> new MetadataRequestTopic().name(null).topicId(id))
              .toList())
          .from(FIRST_BY_ID);
    }

    @Override
    Uuid key(MetadataResponseTopic topic) {
      return topic.topicId();
    }
  }

  private DescribeTopics() {}

  static Call<MetadataResponse> call(List<MetadataRequestTopic> topics) {
    return Call.of(
        ApiKey.METADATA,
        new MetadataRequest().topics(topics).allowAutoTopicCreation(false),
        MetadataResponse::new);
  }

  abstract @Nullable K key(MetadataResponseTopic topic);

  @Override
  public String name() {
    return "describeTopics";
  }

  @Override
  public Route<K> route() {
    return new AnyBroker<>();
  }

  /** A topic that is not there is an answer, not something to wait for. */
  @Override
  public boolean mayPass(KafkaError error) {
    return error == KafkaError.LEADER_NOT_AVAILABLE;
  }

  @Override
  public void onAnswer(
      List<K> keys, Answer<MetadataResponse> answer, Outcomes<K, TopicDescription> outcomes) {
    Map<Integer, Node> nodes = new HashMap<>();
    for (MetadataResponseBroker broker : answer.body().brokers()) {
      nodes.put(
          broker.nodeId(), new Node(broker.nodeId(), broker.host(), broker.port(), broker.rack()));
    }
    for (MetadataResponseTopic topic : answer.body().topics()) {
      K key = key(topic);
      if (key != null && outcomes.isGood(key, topic.errorCode(), "topic " + key)) {
        outcomes.done(key, description(topic, nodes));
      }
    }
  }

  private static TopicDescription description(
      MetadataResponseTopic topic, Map<Integer, Node> nodes) {
    List<TopicPartitionInfo> partitions = new ArrayList<>();
    for (MetadataResponsePartition partition : topic.partitions()) {
      partitions.add(
          new TopicPartitionInfo(
              partition.partitionIndex(),
              nodes.get(partition.leaderId()),
              known(partition.replicaNodes(), nodes),
              known(partition.isrNodes(), nodes)));
    }
    partitions.sort(Comparator.comparingInt(TopicPartitionInfo::partition));
    String name = topic.name();
    return new TopicDescription(
        name == null ? "" : name, topic.isInternal(), partitions, topic.topicId());
  }

  /** A broker that is down is told by its id alone. */
  private static List<Node> known(List<Integer> ids, Map<Integer, Node> nodes) {
    return ids.stream().map(id -> nodes.getOrDefault(id, new Node(id, "", -1))).toList();
  }
}
