package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.AuthorizedOperations;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.ClusterImage;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.cluster.TopicName;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.log.Partition;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeTopicPartitionsRequest;
import dev.klamm.protocol.message.DescribeTopicPartitionsRequest.TopicRequest;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse.Cursor;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * DescribeTopicPartitions, key 75, version 0 (KIP-966): topics with their partitions, in the order
 * of their names, in portions of at most 2000 partitions. A portion that is not the last has a
 * cursor to ask for the next one with.
 */
public final class DescribeTopicPartitionsHandler
    implements ApiHandler<DescribeTopicPartitionsRequest> {

  private static final int MAX_PARTITIONS = 2000;

  private final BrokerIdentity identity;
  private final TopicCatalog catalog;

  public DescribeTopicPartitionsHandler(BrokerIdentity identity, TopicCatalog catalog) {
    this.identity = identity;
    this.catalog = catalog;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DESCRIBE_TOPIC_PARTITIONS;
  }

  @Override
  public void handle(DescribeTopicPartitionsRequest message, Request request) {
    DescribeTopicPartitionsRequest.Cursor cursor = message.cursor();
    boolean invalid = cursor != null && cursor.partitionIndex() < 0;
    request.respond(invalid ? refusal(message) : answer(message));
  }

  private DescribeTopicPartitionsResponse answer(DescribeTopicPartitionsRequest message) {
    ClusterImage image = catalog.image();
    SortedSet<String> names = names(message, image);
    DescribeTopicPartitionsRequest.Cursor cursor = message.cursor();
    String startTopic = cursor == null ? "" : cursor.topicName();
    int budget = Math.max(1, Math.min(message.responsePartitionLimit(), MAX_PARTITIONS));
    List<DescribeTopicPartitionsResponseTopic> topics = new ArrayList<>();
    for (String name : names.tailSet(startTopic)) {
      Topic topic = image.topic(name);
      if (topic == null) {
        topics.add(unknown(name));
        continue;
      }
      int size = topic.partitions().size();
      int from =
          cursor != null && name.equals(startTopic) ? Math.min(size, cursor.partitionIndex()) : 0;
      if (budget == 0) {
        return portion(topics, name, from);
      }
      int to = Math.min(size, from + budget);
      topics.add(describe(topic, from, to));
      if (to < size) {
        return portion(topics, name, to);
      }
      budget -= to - from;
    }
    return new DescribeTopicPartitionsResponse().topics(topics);
  }

  /** Those asked for, or all. */
  private static SortedSet<String> names(
      DescribeTopicPartitionsRequest message, ClusterImage image) {
    SortedSet<String> names = new TreeSet<>();
    if (message.topics().isEmpty()) {
      image.topics().forEach(topic -> names.add(topic.name()));
    }
    for (TopicRequest topic : message.topics()) {
      names.add(topic.name());
    }
    return names;
  }

  private static DescribeTopicPartitionsResponse portion(
      List<DescribeTopicPartitionsResponseTopic> topics, String nextTopic, int nextPartition) {
    return new DescribeTopicPartitionsResponse()
        .topics(topics)
        .nextCursor(new Cursor().topicName(nextTopic).partitionIndex(nextPartition));
  }

  private static DescribeTopicPartitionsResponseTopic unknown(String name) {
    KafkaError error =
        TopicName.refusal(name) == null
            ? KafkaError.UNKNOWN_TOPIC_OR_PARTITION
            : KafkaError.INVALID_TOPIC_EXCEPTION;
    return new DescribeTopicPartitionsResponseTopic().name(name).errorCode(error.code());
  }

  private DescribeTopicPartitionsResponseTopic describe(Topic topic, int from, int to) {
    List<DescribeTopicPartitionsResponsePartition> partitions = new ArrayList<>();
    for (int number = from; number < to; number++) {
      partitions.add(describe(topic.partitions().get(number)));
    }
    return new DescribeTopicPartitionsResponseTopic()
        .name(topic.name())
        .topicId(topic.id())
        .isInternal(topic.isInternal())
        .partitions(partitions)
        .topicAuthorizedOperations(AuthorizedOperations.TOPIC);
  }

  private DescribeTopicPartitionsResponsePartition describe(Partition partition) {
    List<Integer> me = List.of(identity.nodeId());
    return new DescribeTopicPartitionsResponsePartition()
        .partitionIndex(partition.name().partition())
        .leaderId(identity.nodeId())
        .leaderEpoch(partition.leaderEpoch())
        .replicaNodes(me)
        .isrNodes(me)
        .eligibleLeaderReplicas(List.of())
        .lastKnownElr(List.of());
  }

  /** A cursor that no answer ever had; there is an error only for each topic. */
  private static DescribeTopicPartitionsResponse refusal(DescribeTopicPartitionsRequest message) {
    List<DescribeTopicPartitionsResponseTopic> topics = new ArrayList<>();
    for (TopicRequest topic : message.topics()) {
      topics.add(
          new DescribeTopicPartitionsResponseTopic()
              .name(topic.name())
              .errorCode(KafkaError.INVALID_REQUEST.code()));
    }
    return new DescribeTopicPartitionsResponse().topics(topics);
  }
}
