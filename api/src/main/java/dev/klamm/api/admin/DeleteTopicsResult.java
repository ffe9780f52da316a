package dev.klamm.api.admin;

import dev.klamm.api.cluster.Uuid;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#deleteTopics(TopicCollection, DeleteTopicsOptions)}.
 *
 * @since 0.1
 */
public final class DeleteTopicsResult {
  private final Map<Uuid, KafkaFuture<@Nullable Void>> byId;
  private final Map<String, KafkaFuture<@Nullable Void>> byName;

  private DeleteTopicsResult(
      Map<Uuid, KafkaFuture<@Nullable Void>> byId,
      Map<String, KafkaFuture<@Nullable Void>> byName) {
    this.byId = Map.copyOf(byId);
    this.byName = Map.copyOf(byName);
  }

  /** For the client, and for tests: the outcome for topics by their ids. */
  public static DeleteTopicsResult ofTopicIds(Map<Uuid, KafkaFuture<@Nullable Void>> futures) {
    return new DeleteTopicsResult(futures, Map.of());
  }

  /** For the client, and for tests: the outcome for topics by their names. */
  public static DeleteTopicsResult ofTopicNames(Map<String, KafkaFuture<@Nullable Void>> futures) {
    return new DeleteTopicsResult(Map.of(), futures);
  }

  /** By id; empty if the topics were named. */
  public Map<Uuid, KafkaFuture<@Nullable Void>> topicIdValues() {
    return byId;
  }

  /** By name; empty if the topics were given by their ids. */
  public Map<String, KafkaFuture<@Nullable Void>> topicNameValues() {
    return byName;
  }

  /** Done when every topic is deleted; fails with the error of one of them. */
  public KafkaFuture<@Nullable Void> all() {
    return KafkaFuture.allOf(byId.isEmpty() ? byName.values() : byId.values());
  }
}
