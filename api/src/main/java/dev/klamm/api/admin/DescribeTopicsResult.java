package dev.klamm.api.admin;

import dev.klamm.api.cluster.Uuid;
import java.util.Map;

/**
 * The outcome of {@link Admin#describeTopics(TopicCollection, DescribeTopicsOptions)}.
 *
 * @since 0.1
 */
public final class DescribeTopicsResult {
  private final Map<Uuid, KafkaFuture<TopicDescription>> byId;
  private final Map<String, KafkaFuture<TopicDescription>> byName;

  private DescribeTopicsResult(
      Map<Uuid, KafkaFuture<TopicDescription>> byId,
      Map<String, KafkaFuture<TopicDescription>> byName) {
    this.byId = Map.copyOf(byId);
    this.byName = Map.copyOf(byName);
  }

  /** For the client, and for tests: the outcome for topics by their ids. */
  public static DescribeTopicsResult ofTopicIds(Map<Uuid, KafkaFuture<TopicDescription>> futures) {
    return new DescribeTopicsResult(futures, Map.of());
  }

  /** For the client, and for tests: the outcome for topics by their names. */
  public static DescribeTopicsResult ofTopicNames(
      Map<String, KafkaFuture<TopicDescription>> futures) {
    return new DescribeTopicsResult(Map.of(), futures);
  }

  /** By id; empty if the topics were named. */
  public Map<Uuid, KafkaFuture<TopicDescription>> topicIdValues() {
    return byId;
  }

  /** By name; empty if the topics were given by their ids. */
  public Map<String, KafkaFuture<TopicDescription>> topicNameValues() {
    return byName;
  }

  /**
   * All topics that were named, when every one is described; fails with the error of one of them.
   */
  public KafkaFuture<Map<String, TopicDescription>> allTopicNames() {
    return KafkaFuture.allOf(byName);
  }

  /**
   * All topics that were given by their ids, when every one is described; fails with the error of
   * one of them.
   */
  public KafkaFuture<Map<Uuid, TopicDescription>> allTopicIds() {
    return KafkaFuture.allOf(byId);
  }
}
