package dev.klamm.core.admin;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.core.net.NetworkClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For what leaders of partitions answer. Looked up anew for every try: admin calls are rare. */
final class LeaderRoute implements Route<TopicPartition> {
  private final NetworkClient client;

  LeaderRoute(NetworkClient client) {
    this.client = client;
  }

  @Override
  public void find(List<TopicPartition> keys, int timeoutMs, Found<TopicPartition> found) {
    Set<String> topics = new LinkedHashSet<>();
    keys.forEach(key -> topics.add(key.topic()));
    client
        .metadata()
        .lookUp(
            topics,
            timeoutMs,
            (snapshot, error) -> {
              if (error != null) {
                found.failed(keys, error);
              } else {
                onLeaders(keys, snapshot, timeoutMs, found);
              }
            });
  }

  private void onLeaders(
      List<TopicPartition> keys,
      MetadataSnapshot snapshot,
      int timeoutMs,
      Found<TopicPartition> found) {
    Map<Integer, List<TopicPartition>> byLeader = new LinkedHashMap<>();
    for (TopicPartition key : keys) {
      KafkaException wrong = whatIsWrong(key, snapshot);
      if (wrong != null) {
        found.failed(List.of(key), wrong);
      } else {
        byLeader.computeIfAbsent(snapshot.leader(key), id -> new ArrayList<>()).add(key);
      }
    }
    if (client.metadata().snapshot().nodes().keySet().containsAll(byLeader.keySet())) {
      byLeader.forEach((id, ofIt) -> found.at(Destination.node(id), ofIt));
      return;
    }
    // The look-up's answer does not tell the network client where brokers are; an update does.
    client
        .metadata()
        .awaitUpdate(
            timeoutMs,
            (known, error) ->
                byLeader.forEach(
                    (id, ofIt) -> {
                      if (error != null) {
                        found.failed(ofIt, error);
                      } else {
                        found.at(Destination.node(id), ofIt);
                      }
                    }));
  }

  private static @Nullable KafkaException whatIsWrong(
      TopicPartition key, MetadataSnapshot snapshot) {
    MetadataSnapshot.Topic topic = snapshot.topic(key.topic());
    if (topic == null) {
      return KafkaError.UNKNOWN_TOPIC_OR_PARTITION.exception("topic " + key.topic());
    }
    if (topic.error() != KafkaError.NONE) {
      return topic.error().exception("topic " + key.topic());
    }
    if (snapshot.partition(key) == null) {
      return KafkaError.UNKNOWN_TOPIC_OR_PARTITION.exception(
          "topic " + key.topic() + " has " + topic.partitions().size() + " partitions, not " + key);
    }
    return snapshot.leader(key) < 0
        ? KafkaError.LEADER_NOT_AVAILABLE.exception("partition " + key)
        : null;
  }
}
