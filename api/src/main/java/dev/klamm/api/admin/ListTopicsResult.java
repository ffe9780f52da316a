package dev.klamm.api.admin;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * The outcome of {@link Admin#listTopics(ListTopicsOptions)}.
 *
 * @since 0.1
 */
public final class ListTopicsResult {
  private final KafkaFuture<Map<String, TopicListing>> future;

  /** For the client, and for tests. */
  public ListTopicsResult(KafkaFuture<Map<String, TopicListing>> future) {
    this.future = future;
  }

  public KafkaFuture<Map<String, TopicListing>> namesToListings() {
    return future;
  }

  public KafkaFuture<Collection<TopicListing>> listings() {
    return future.thenApply(Map::values);
  }

  public KafkaFuture<Set<String>> names() {
    return future.thenApply(Map::keySet);
  }
}
