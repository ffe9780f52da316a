package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicIdPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.UnsupportedVersionException;
import dev.klamm.core.consumer.group.HeartbeatAnswer;
import dev.klamm.core.consumer.group.HeartbeatContent;
import dev.klamm.core.consumer.group.MembershipEffect.Depart;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.AnswerHandler;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.CoordinatorType;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one request of the consumer protocol (KIP-848). On the event loop only. */
final class ConsumerGroupRequests {
  private static final int FIRST_WITH_REGEX = 1;

  /** The outcome of a heartbeat. */
  interface Beaten {
    void onAnswer(HeartbeatAnswer answer);

    void onRefused(KafkaException error);
  }

  private final NetworkClient network;
  private final String groupId;

  ConsumerGroupRequests(NetworkClient network, String groupId) {
    this.network = network;
    this.groupId = groupId;
  }

  private void send(
      ConsumerGroupHeartbeatRequest request,
      int oldest,
      AnswerHandler<ConsumerGroupHeartbeatResponse> handler) {
    network.send(
        Destination.coordinator(CoordinatorType.GROUP, groupId),
        Call.of(ApiKey.CONSUMER_GROUP_HEARTBEAT, request, ConsumerGroupHeartbeatResponse::new)
            .from(oldest),
        handler);
  }

  void beat(HeartbeatContent content, Beaten outcome) {
    String regex = content.regex();
    boolean byRegex = regex != null && !regex.isEmpty();
    ConsumerGroupHeartbeatRequest request =
        new ConsumerGroupHeartbeatRequest()
            .groupId(groupId)
            .memberId(content.memberId())
            .memberEpoch(content.memberEpoch())
            .instanceId(content.instanceId())
            .rackId(content.rackId())
            .rebalanceTimeoutMs(content.rebalanceTimeoutMs())
            .subscribedTopicNames(names(content.topics()))
            .serverAssignor(content.assignor())
            .topicPartitions(owned(content.owned()));
    if (regex != null) {
      request.subscribedTopicRegex(regex);
    }
    send(
        request,
        regex == null ? 0 : FIRST_WITH_REGEX,
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<ConsumerGroupHeartbeatResponse> answer) {
            onBeaten(answer.body(), byRegex, outcome);
          }

          @Override
          public void onFailure(KafkaException error) {
            outcome.onRefused(explained(error, byRegex));
          }
        });
  }

  private void onBeaten(ConsumerGroupHeartbeatResponse response, boolean byRegex, Beaten outcome) {
    KafkaError error = KafkaError.forCode(response.errorCode());
    if (error != KafkaError.NONE) {
      String detail = response.errorMessage();
      String why = detail == null ? error.message() : detail;
      outcome.onRefused(explained(error.exception("group " + groupId + ": " + why), byRegex));
      return;
    }
    outcome.onAnswer(
        new HeartbeatAnswer(
            response.memberId(),
            response.memberEpoch(),
            Math.max(1, response.heartbeatIntervalMs()),
            assigned(response.assignment())));
  }

  /** What to do about a broker that is too old. */
  private static KafkaException explained(KafkaException error, boolean byRegex) {
    if (error.error() != KafkaError.UNSUPPORTED_VERSION) {
      return error;
    }
    return new UnsupportedVersionException(
        byRegex
            ? "the broker does not pick topics by a SubscriptionPattern: subscribe by a"
                + " java.util.regex.Pattern, or upgrade the broker (Apache Kafka 4.0 or later)"
            : "the broker does not speak group.protocol=consumer: set group.protocol=classic, or"
                + " upgrade the broker (Apache Kafka 4.0 or later)",
        error);
  }

  private static @Nullable List<String> names(@Nullable Set<String> topics) {
    return topics == null ? null : topics.stream().sorted().toList();
  }

  private static @Nullable List<ConsumerGroupHeartbeatRequest.TopicPartitions> owned(
      @Nullable Set<TopicIdPartition> partitions) {
    if (partitions == null) {
      return null;
    }
    Map<Uuid, ConsumerGroupHeartbeatRequest.TopicPartitions> topics = new LinkedHashMap<>();
    for (TopicIdPartition one : partitions) {
      topics
          .computeIfAbsent(
              one.topicId(),
              id ->
                  new ConsumerGroupHeartbeatRequest.TopicPartitions()
                      .topicId(id)
                      .partitions(new ArrayList<>()))
          .partitions()
          .add(one.partition());
    }
    return List.copyOf(topics.values());
  }

  private static @Nullable Map<Uuid, Set<Integer>> assigned(@Nullable Assignment assignment) {
    if (assignment == null) {
      return null;
    }
    Map<Uuid, Set<Integer>> topics = new HashMap<>();
    assignment
        .topicPartitions()
        .forEach(
            topic ->
                topics
                    .computeIfAbsent(topic.topicId(), id -> new HashSet<>())
                    .addAll(topic.partitions()));
    return topics;
  }

  /**
   * Leaves.
   *
   * @param done told when it is over, however it ended
   */
  void leave(Depart depart, Runnable done) {
    ConsumerGroupHeartbeatRequest request =
        new ConsumerGroupHeartbeatRequest()
            .groupId(groupId)
            .memberId(depart.memberId())
            .memberEpoch(depart.memberEpoch())
            .instanceId(depart.instanceId());
    send(
        request,
        0,
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<ConsumerGroupHeartbeatResponse> answer) {
            done.run();
          }

          @Override
          public void onFailure(KafkaException error) {
            done.run();
          }
        });
  }
}
