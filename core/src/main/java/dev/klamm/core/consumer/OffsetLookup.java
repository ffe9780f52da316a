package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.AnswerHandler;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.Lane;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ListOffsetsRequest;
import dev.klamm.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import dev.klamm.protocol.message.ListOffsetsRequest.ListOffsetsTopic;
import dev.klamm.protocol.message.ListOffsetsResponse;
import dev.klamm.protocol.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import dev.klamm.protocol.message.ListOffsetsResponse.ListOffsetsTopicResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the leaders of partitions which offset belongs to a point in time. On the event loop only.
 */
final class OffsetLookup {
  static final long LATEST = -1;
  static final long EARLIEST = -2;
  private static final short FIRST_WITH_ISOLATION = 2;

  /**
   * An offset that was found.
   *
   * @param offset -1 when there is no record as late as that
   * @param leaderEpoch -1 when it is not known
   */
  record Found(long offset, long timestamp, int leaderEpoch) {}

  /** Hears of each partition once, in any order. */
  interface Listener {
    void onFound(TopicPartition partition, Found found);

    /** The error may be retriable; the metadata is being refreshed if that may help. */
    void onFailed(TopicPartition partition, KafkaException error);
  }

  private final NetworkClient network;
  private final byte isolationLevel;

  OffsetLookup(NetworkClient network, byte isolationLevel) {
    this.network = network;
    this.isolationLevel = isolationLevel;
  }

  /** Asks once, each leader for its own. */
  void ask(Map<TopicPartition, Long> timestamps, Listener listener) {
    Map<Integer, Map<TopicPartition, Long>> byLeader = new LinkedHashMap<>();
    timestamps.forEach(
        (partition, timestamp) -> {
          int leader = network.metadata().snapshot().leader(partition);
          if (leader < 0) {
            network.metadata().add(partition.topic());
            network.metadata().requestUpdate();
            network
                .loop()
                .execute(
                    () ->
                        listener.onFailed(
                            partition,
                            KafkaError.LEADER_NOT_AVAILABLE.exception(
                                "no leader of " + partition + " is known")));
          } else {
            byLeader.computeIfAbsent(leader, id -> new HashMap<>()).put(partition, timestamp);
          }
        });
    byLeader.forEach((leader, some) -> askLeader(leader, some, listener));
  }

  private void askLeader(int leader, Map<TopicPartition, Long> timestamps, Listener listener) {
    network.send(
        Destination.node(leader, Lane.CONTROL),
        Call.of(
            ApiKey.LIST_OFFSETS, version -> request(timestamps, version), ListOffsetsResponse::new),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<ListOffsetsResponse> answer) {
            read(answer.body(), timestamps, listener);
          }

          @Override
          public void onFailure(KafkaException error) {
            network.metadata().requestUpdate();
            timestamps.keySet().forEach(partition -> listener.onFailed(partition, error));
          }
        });
  }

  private ListOffsetsRequest request(Map<TopicPartition, Long> timestamps, short version) {
    Map<String, ListOffsetsTopic> topics = new LinkedHashMap<>();
    timestamps.forEach(
        (partition, timestamp) ->
            topics
                .computeIfAbsent(
                    partition.topic(),
                    name -> new ListOffsetsTopic().name(name).partitions(new ArrayList<>()))
                .partitions()
                .add(
                    new ListOffsetsPartition()
                        .partitionIndex(partition.partition())
                        .currentLeaderEpoch(network.metadata().snapshot().leaderEpoch(partition))
                        .timestamp(timestamp)));
    ListOffsetsRequest request =
        new ListOffsetsRequest().replicaId(-1).topics(List.copyOf(topics.values()));
    return version >= FIRST_WITH_ISOLATION ? request.isolationLevel(isolationLevel) : request;
  }

  private void read(
      ListOffsetsResponse response, Map<TopicPartition, Long> asked, Listener listener) {
    Map<TopicPartition, Long> missing = new HashMap<>(asked);
    for (ListOffsetsTopicResponse topic : response.topics()) {
      for (ListOffsetsPartitionResponse one : topic.partitions()) {
        TopicPartition partition = new TopicPartition(topic.name(), one.partitionIndex());
        if (missing.remove(partition) != null) {
          read(partition, one, listener);
        }
      }
    }
    missing
        .keySet()
        .forEach(
            partition ->
                listener.onFailed(
                    partition,
                    KafkaError.UNKNOWN_TOPIC_OR_PARTITION.exception(
                        "the answer lacks " + partition)));
  }

  private void read(TopicPartition partition, ListOffsetsPartitionResponse one, Listener listener) {
    KafkaError error = KafkaError.forCode(one.errorCode());
    if (error == KafkaError.NONE) {
      listener.onFound(partition, new Found(one.offset(), one.timestamp(), one.leaderEpoch()));
      return;
    }
    if (error.isRetriable()) {
      network.metadata().requestUpdate();
    }
    listener.onFailed(partition, error.exception("cannot look up an offset of " + partition));
  }
}
