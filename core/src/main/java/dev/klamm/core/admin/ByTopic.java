package dev.klamm.core.admin;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Puts partitions in the form that requests have: a list per topic. */
final class ByTopic {

  private ByTopic() {}

  /**
   * @param partition makes the request's form of a partition
   * @param topic makes the request's form of a topic with its partitions
   */
  static <P, T> List<T> of(
      Collection<TopicPartition> keys,
      Function<TopicPartition, P> partition,
      BiFunction<String, List<P>, T> topic) {
    Map<String, List<P>> byTopic = new LinkedHashMap<>();
    for (TopicPartition key : keys) {
      byTopic.computeIfAbsent(key.topic(), name -> new ArrayList<>()).add(partition.apply(key));
    }
    List<T> topics = new ArrayList<>();
    byTopic.forEach((name, partitions) -> topics.add(topic.apply(name, partitions)));
    return topics;
  }
}
