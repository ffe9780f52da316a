package dev.klamm.core.admin;

import dev.klamm.api.admin.DescribeTopicsOptions;
import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.admin.TopicDescription;
import dev.klamm.api.cluster.Node;
import dev.klamm.api.cluster.TopicPartitionInfo;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.UnsupportedVersionException;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse.Cursor;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import dev.klamm.protocol.message.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Describes topics by name, a page of partitions at a time, so that no answer grows without limit
 * (KIP-966); at brokers that have no pages, all at once by their metadata. Pages name brokers by
 * their ids, so the cluster is asked for first.
 */
final class TopicDescriber {
  private final AdminCalls calls;

  TopicDescriber(AdminCalls calls) {
    this.calls = calls;
  }

  Map<String, KafkaFuture<TopicDescription>> describe(
      Collection<String> names, DescribeTopicsOptions options) {
    Map<String, KafkaFuture<TopicDescription>> results = new LinkedHashMap<>();
    names.forEach(name -> results.put(name, new KafkaFuture<>()));
    if (!results.isEmpty()) {
      new Run(results, options).begin();
    }
    return results;
  }

  private final class Run {
    private final Map<String, KafkaFuture<TopicDescription>> results;
    private final DescribeTopicsOptions options;
    private final TreeSet<String> left;
    private final Map<String, List<TopicPartitionInfo>> partitions = new HashMap<>();
    private Map<Integer, Node> nodes = Map.of();

    Run(Map<String, KafkaFuture<TopicDescription>> results, DescribeTopicsOptions options) {
      this.results = results;
      this.options = options;
      this.left = new TreeSet<>(results.keySet());
    }

    void begin() {
      calls
          .startOne(new DescribeCluster(false), DescribeCluster.CLUSTER, options)
          .whenComplete(
              (cluster, error) -> {
                if (error == null) {
                  nodes = cluster.nodes();
                  next(null);
                } else {
                  onFailure(error);
                }
              });
    }

    private void next(@Nullable Cursor from) {
      TopicPages page = new TopicPages(left, from, options.partitionSizeLimitPerResponse());
      calls
          .startOne(page, TopicPages.PAGE, options)
          .whenComplete(
              (answer, error) -> {
                if (error == null) {
                  onPage(answer);
                } else {
                  onFailure(error);
                }
              });
    }

    private void onFailure(Throwable error) {
      if (error instanceof UnsupportedVersionException) {
        byMetadata();
      } else {
        results.values().forEach(result -> result.completeExceptionally(error));
      }
    }

    private void byMetadata() {
      calls
          .start(new DescribeTopics.ByName(), left, options)
          .forEach(
              (name, described) ->
                  described.whenComplete(
                      (topic, error) -> {
                        if (error == null) {
                          result(name).complete(topic);
                        } else {
                          result(name).completeExceptionally(error);
                        }
                      }));
    }

    private KafkaFuture<TopicDescription> result(String name) {
      return results.getOrDefault(name, new KafkaFuture<>());
    }

    private void onPage(DescribeTopicPartitionsResponse page) {
      Cursor next = page.nextCursor();
      for (DescribeTopicPartitionsResponseTopic topic : page.topics()) {
        String name = topic.name();
        if (name != null) {
          add(name, topic, next != null && next.topicName().equals(name));
        }
      }
      if (next == null) {
        failRest();
      } else if (left.contains(next.topicName()) && !page.topics().isEmpty()) {
        next(next);
      } else {
        onFailure(
            KafkaError.UNKNOWN_SERVER_ERROR.exception(
                "the broker's page of topics goes on at " + next + ", which makes no sense"));
      }
    }

    private void add(String name, DescribeTopicPartitionsResponseTopic topic, boolean more) {
      KafkaError error = KafkaError.forCode(topic.errorCode());
      if (error != KafkaError.NONE) {
        left.remove(name);
        result(name).completeExceptionally(error.exception("topic " + name));
        return;
      }
      List<TopicPartitionInfo> all = partitions.computeIfAbsent(name, n -> new ArrayList<>());
      topic.partitions().forEach(partition -> all.add(info(partition)));
      if (!more) {
        left.remove(name);
        all.sort(Comparator.comparingInt(TopicPartitionInfo::partition));
        result(name).complete(new TopicDescription(name, topic.isInternal(), all, topic.topicId()));
      }
    }

    private TopicPartitionInfo info(DescribeTopicPartitionsResponsePartition partition) {
      return new TopicPartitionInfo(
          partition.partitionIndex(),
          nodes.get(partition.leaderId()),
          known(partition.replicaNodes()),
          known(partition.isrNodes()),
          known(partition.eligibleLeaderReplicas()),
          known(partition.lastKnownElr()));
    }

    /** A broker that is down is told by its id alone. */
    private List<Node> known(@Nullable List<Integer> ids) {
      return ids == null
          ? List.of()
          : ids.stream().map(id -> nodes.getOrDefault(id, new Node(id, "", -1))).toList();
    }

    private void failRest() {
      for (String name : left) {
        result(name)
            .completeExceptionally(
                KafkaError.UNKNOWN_SERVER_ERROR.exception(
                    "the broker's pages say nothing about topic " + name));
      }
    }
  }
}
