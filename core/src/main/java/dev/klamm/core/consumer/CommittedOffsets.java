package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.consumer.group.MembershipEffect.MemberIdentity;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.AnswerHandler;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.CoordinatorType;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.klamm.protocol.message.OffsetCommitResponse;
import dev.klamm.protocol.message.OffsetCommitResponse.OffsetCommitResponsePartition;
import dev.klamm.protocol.message.OffsetCommitResponse.OffsetCommitResponseTopic;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import dev.klamm.protocol.message.OffsetFetchResponse;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartition;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopic;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes a group's offsets at its coordinator, once per call. On the event loop only. */
final class CommittedOffsets {
  private static final int LAST_BY_NAME = 9;
  private static final int FIRST_WITH_GROUPS = 8;
  private static final int FIRST_WITH_STABLE = 7;

  /** Hears the outcome of reading: the offsets that there are, or the error. */
  interface Read {
    void onOutcome(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable KafkaException error);
  }

  /** Hears the outcome of writing: null, or the first error of any partition. */
  interface Written {
    void onOutcome(@Nullable KafkaException error);
  }

  private final NetworkClient network;
  private final String groupId;
  private final boolean requireStable;

  CommittedOffsets(NetworkClient network, String groupId, boolean requireStable) {
    this.network = network;
    this.groupId = groupId;
    this.requireStable = requireStable;
  }

  private <R extends ApiMessage> void send(Call<R> call, AnswerHandler<R> handler) {
    network.send(Destination.coordinator(CoordinatorType.GROUP, groupId), call, handler);
  }

  /** Looks the coordinator up again before the next try, if that is what the error calls for. */
  private void learnFrom(KafkaException error) {
    if (error.error().refreshesMetadata() || error.error() == KafkaError.REQUEST_TIMED_OUT) {
      network.coordinators().forget(CoordinatorType.GROUP, groupId);
    }
  }

  void read(Collection<TopicPartition> partitions, Read read) {
    Map<String, List<Integer>> topics = new LinkedHashMap<>();
    partitions.forEach(
        partition ->
            topics
                .computeIfAbsent(partition.topic(), name -> new ArrayList<>())
                .add(partition.partition()));
    send(
        Call.of(ApiKey.OFFSET_FETCH, version -> request(topics, version), OffsetFetchResponse::new)
            .upTo(LAST_BY_NAME),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<OffsetFetchResponse> answer) {
            onRead(answer.body(), answer.version(), read);
          }

          @Override
          public void onFailure(KafkaException error) {
            learnFrom(error);
            read.onOutcome(Map.of(), error);
          }
        });
  }

  private OffsetFetchRequest request(Map<String, List<Integer>> topics, short version) {
    OffsetFetchRequest request = new OffsetFetchRequest();
    if (version >= FIRST_WITH_STABLE) {
      request.requireStable(requireStable);
    }
    if (version >= FIRST_WITH_GROUPS) {
      List<OffsetFetchRequestTopics> asked = new ArrayList<>();
      topics.forEach(
          (name, numbers) ->
              asked.add(new OffsetFetchRequestTopics().name(name).partitionIndexes(numbers)));
      return request.groups(List.of(new OffsetFetchRequestGroup().groupId(groupId).topics(asked)));
    }
    List<OffsetFetchRequestTopic> asked = new ArrayList<>();
    topics.forEach(
        (name, numbers) ->
            asked.add(new OffsetFetchRequestTopic().name(name).partitionIndexes(numbers)));
    return request.groupId(groupId).topics(asked);
  }

  private void onRead(OffsetFetchResponse response, short version, Read read) {
    Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
    KafkaError error = KafkaError.forCode(response.errorCode());
    if (version >= FIRST_WITH_GROUPS) {
      for (OffsetFetchResponseGroup group : response.groups()) {
        error = first(error, KafkaError.forCode(group.errorCode()));
        for (OffsetFetchResponseTopics topic : group.topics()) {
          for (OffsetFetchResponsePartitions one : topic.partitions()) {
            error = first(error, KafkaError.forCode(one.errorCode()));
            put(
                found,
                new TopicPartition(topic.name(), one.partitionIndex()),
                one.committedOffset(),
                one.committedLeaderEpoch(),
                one.metadata());
          }
        }
      }
    } else {
      for (OffsetFetchResponseTopic topic : response.topics()) {
        for (OffsetFetchResponsePartition one : topic.partitions()) {
          error = first(error, KafkaError.forCode(one.errorCode()));
          put(
              found,
              new TopicPartition(topic.name(), one.partitionIndex()),
              one.committedOffset(),
              one.committedLeaderEpoch(),
              one.metadata());
        }
      }
    }
    if (error == KafkaError.NONE) {
      read.onOutcome(found, null);
      return;
    }
    KafkaException failure =
        error.exception("the committed offsets of group " + groupId + " cannot be read");
    learnFrom(failure);
    read.onOutcome(Map.of(), failure);
  }

  private static KafkaError first(KafkaError before, KafkaError now) {
    return before == KafkaError.NONE ? now : before;
  }

  private static void put(
      Map<TopicPartition, OffsetAndMetadata> found,
      TopicPartition partition,
      long offset,
      int epoch,
      @Nullable String metadata) {
    if (offset >= 0) {
      Optional<Integer> known = epoch < 0 ? Optional.empty() : Optional.of(epoch);
      found.put(partition, new OffsetAndMetadata(offset, known, metadata));
    }
  }

  void write(Map<TopicPartition, OffsetAndMetadata> offsets, MemberIdentity as, Written written) {
    Call<OffsetCommitResponse> call =
        Call.of(
                ApiKey.OFFSET_COMMIT,
                version -> request(offsets, as, version),
                OffsetCommitResponse::new)
            .upTo(LAST_BY_NAME);
    send(
        as.instanceId() == null ? call : call.from(7),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<OffsetCommitResponse> answer) {
            onWritten(answer.body(), written);
          }

          @Override
          public void onFailure(KafkaException error) {
            learnFrom(error);
            written.onOutcome(error);
          }
        });
  }

  private OffsetCommitRequest request(
      Map<TopicPartition, OffsetAndMetadata> offsets, MemberIdentity as, short version) {
    Map<String, OffsetCommitRequestTopic> topics = new LinkedHashMap<>();
    offsets.forEach(
        (partition, offset) ->
            topics
                .computeIfAbsent(
                    partition.topic(),
                    name -> new OffsetCommitRequestTopic().name(name).partitions(new ArrayList<>()))
                .partitions()
                .add(
                    new OffsetCommitRequestPartition()
                        .partitionIndex(partition.partition())
                        .committedOffset(offset.offset())
                        .committedLeaderEpoch(offset.leaderEpoch().orElse(-1))
                        .committedMetadata(offset.metadata())));
    OffsetCommitRequest request =
        new OffsetCommitRequest()
            .groupId(groupId)
            .generationIdOrMemberEpoch(as.generation())
            .memberId(as.memberId())
            .topics(List.copyOf(topics.values()));
    return version >= 7 ? request.groupInstanceId(as.instanceId()) : request;
  }

  private void onWritten(OffsetCommitResponse response, Written written) {
    for (OffsetCommitResponseTopic topic : response.topics()) {
      for (OffsetCommitResponsePartition one : topic.partitions()) {
        KafkaError error = KafkaError.forCode(one.errorCode());
        if (error != KafkaError.NONE) {
          KafkaException failure =
              error.exception(
                  "group %s cannot commit an offset of %s-%d"
                      .formatted(groupId, topic.name(), one.partitionIndex()));
          learnFrom(failure);
          written.onOutcome(failure);
          return;
        }
      }
    }
    written.onOutcome(null);
  }
}
