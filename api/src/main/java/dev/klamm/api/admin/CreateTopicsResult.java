package dev.klamm.api.admin;

import dev.klamm.api.cluster.Uuid;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#createTopics(java.util.Collection, CreateTopicsOptions)}.
 *
 * @since 0.1
 */
public final class CreateTopicsResult {
  /** Stands for a number that the broker did not tell. */
  public static final int UNKNOWN = -1;

  private final Map<String, KafkaFuture<TopicMetadataAndConfig>> futures;

  /** For the client, and for tests. */
  public CreateTopicsResult(Map<String, KafkaFuture<TopicMetadataAndConfig>> futures) {
    this.futures = Map.copyOf(futures);
  }

  /** For each topic, whether it was created. */
  public Map<String, KafkaFuture<@Nullable Void>> values() {
    Map<String, KafkaFuture<@Nullable Void>> values = new LinkedHashMap<>();
    futures.forEach((name, future) -> values.put(name, KafkaFuture.allOf(future)));
    return values;
  }

  /** Done when every topic is created; fails with the error of one of them. */
  public KafkaFuture<@Nullable Void> all() {
    return KafkaFuture.allOf(futures.values());
  }

  /** The configs of a topic that was created. */
  public KafkaFuture<Config> config(String topic) {
    return of(topic).thenApply(TopicMetadataAndConfig::config);
  }

  /** The id of a topic that was created. */
  public KafkaFuture<Uuid> topicId(String topic) {
    return of(topic).thenApply(TopicMetadataAndConfig::topicId);
  }

  /**
   * The number of partitions of a topic that was created; {@link #UNKNOWN} if the broker did not
   * tell.
   */
  public KafkaFuture<Integer> numPartitions(String topic) {
    return of(topic).thenApply(TopicMetadataAndConfig::numPartitions);
  }

  /**
   * The number of copies of a topic that was created; {@link #UNKNOWN} if the broker did not tell.
   */
  public KafkaFuture<Integer> replicationFactor(String topic) {
    return of(topic).thenApply(TopicMetadataAndConfig::replicationFactor);
  }

  private KafkaFuture<TopicMetadataAndConfig> of(String topic) {
    return Requested.in(futures, topic);
  }

  /** What a broker tells about a topic that it has created. */
  public record TopicMetadataAndConfig(
      Uuid topicId, int numPartitions, int replicationFactor, Config config) {}
}
