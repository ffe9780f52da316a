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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads and writes a group's offsets at its coordinator, once per call. On the event loop only. */
final class CommittedOffsets {
  private static final int LAST_BY_NAME = 9;
  private static final int FIRST_WITH_MEMBERS = 9;
  private static final int FIRST_STATIC = 7;
  private static final MemberIdentity NOBODY = new MemberIdentity(-1, "", null);
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
  private Supplier<MemberIdentity> reader = () -> NOBODY;

  CommittedOffsets(NetworkClient network, String groupId, boolean requireStable) {
    this.network = network;
    this.groupId = groupId;
    this.requireStable = requireStable;
  }

  /** As whom to read from now on, in groups that look at that: those of the consumer protocol. */
  void readAs(Supplier<MemberIdentity> member) {
    reader = member;
  }

  /** Whether the same call may succeed soon. */
  static boolean isPassing(KafkaException error) {
    return error.isRetriable()
        || error.error() == KafkaError.STALE_MEMBER_EPOCH
        || error.error() == KafkaError.UNKNOWN_MEMBER_ID;
  }

  private TopicIds ids(Collection<String> topics) {
    return new TopicIds(network.metadata().snapshot(), topics);
  }

  private <R extends ApiMessage> void send(Call<R> call, AnswerHandler<R> handler) {
    network.send(Destination.coordinator(CoordinatorType.GROUP, groupId), call, handler);
  }

  /** Looks the coordinator up again before the next try, if that is what the error calls for. */
  private void learnFrom(KafkaException error) {
    if (error.error() == KafkaError.UNKNOWN_TOPIC_ID) {
      network.metadata().requestUpdate();
    } else if (error.error().refreshesMetadata() || error.error() == KafkaError.REQUEST_TIMED_OUT) {
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
    MemberIdentity as = reader.get();
    TopicIds ids = ids(topics.keySet());
    Call<OffsetFetchResponse> call =
        Call.of(
            ApiKey.OFFSET_FETCH,
            version -> question(topics, ids, as, version),
            OffsetFetchResponse::new);
    send(
        ids.isComplete() ? call : call.upTo(LAST_BY_NAME),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<OffsetFetchResponse> answer) {
            onRead(answer.body(), answer.version(), ids, read);
          }

          @Override
          public void onFailure(KafkaException error) {
            learnFrom(error);
            read.onOutcome(Map.of(), error);
          }
        });
  }

  private OffsetFetchRequest question(
      Map<String, List<Integer>> topics, TopicIds ids, MemberIdentity as, short version) {
    OffsetFetchRequest request = new OffsetFetchRequest();
    if (version >= FIRST_WITH_STABLE) {
      request.requireStable(requireStable);
    }
    if (version >= FIRST_WITH_GROUPS) {
      return request.groups(List.of(group(topics, ids, as, version)));
    }
    List<OffsetFetchRequestTopic> asked = new ArrayList<>();
    topics.forEach(
        (name, numbers) ->
            asked.add(new OffsetFetchRequestTopic().name(name).partitionIndexes(numbers)));
    return request.groupId(groupId).topics(asked);
  }

  private OffsetFetchRequestGroup group(
      Map<String, List<Integer>> topics, TopicIds ids, MemberIdentity as, short version) {
    List<OffsetFetchRequestTopics> asked = new ArrayList<>();
    topics.forEach(
        (name, numbers) -> {
          OffsetFetchRequestTopics topic = new OffsetFetchRequestTopics().partitionIndexes(numbers);
          asked.add(version > LAST_BY_NAME ? topic.topicId(ids.id(name)) : topic.name(name));
        });
    OffsetFetchRequestGroup group = new OffsetFetchRequestGroup().groupId(groupId).topics(asked);
    return version >= FIRST_WITH_MEMBERS && as.generation() >= 0
        ? group.memberId(as.memberId()).memberEpoch(as.generation())
        : group;
  }

  private void onRead(OffsetFetchResponse response, short version, TopicIds ids, Read read) {
    Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
    KafkaError error = KafkaError.forCode(response.errorCode());
    if (version >= FIRST_WITH_GROUPS) {
      for (OffsetFetchResponseGroup group : response.groups()) {
        error = first(error, KafkaError.forCode(group.errorCode()));
        for (OffsetFetchResponseTopics topic : group.topics()) {
          String name = version > LAST_BY_NAME ? ids.name(topic.topicId()) : topic.name();
          for (OffsetFetchResponsePartitions one : topic.partitions()) {
            error = first(error, KafkaError.forCode(one.errorCode()));
            put(
                found,
                new TopicPartition(name == null ? "" : name, one.partitionIndex()),
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
    Set<String> topics = new HashSet<>();
    offsets.keySet().forEach(partition -> topics.add(partition.topic()));
    TopicIds ids = ids(topics);
    Call<OffsetCommitResponse> call =
        Call.of(
            ApiKey.OFFSET_COMMIT,
            version -> request(offsets, ids, as, version),
            OffsetCommitResponse::new);
    Call<OffsetCommitResponse> named = ids.isComplete() ? call : call.upTo(LAST_BY_NAME);
    send(
        as.instanceId() == null ? named : named.from(FIRST_STATIC),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<OffsetCommitResponse> answer) {
            onWritten(answer.body(), ids, written);
          }

          @Override
          public void onFailure(KafkaException error) {
            learnFrom(error);
            written.onOutcome(error);
          }
        });
  }

  private OffsetCommitRequest request(
      Map<TopicPartition, OffsetAndMetadata> offsets,
      TopicIds ids,
      MemberIdentity as,
      short version) {
    Map<String, OffsetCommitRequestTopic> topics = new LinkedHashMap<>();
    offsets.forEach(
        (partition, offset) ->
            topics
                .computeIfAbsent(
                    partition.topic(),
                    name -> topic(name, ids, version).partitions(new ArrayList<>()))
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
    return version >= FIRST_STATIC ? request.groupInstanceId(as.instanceId()) : request;
  }

  private static OffsetCommitRequestTopic topic(String name, TopicIds ids, short version) {
    OffsetCommitRequestTopic topic = new OffsetCommitRequestTopic();
    return version > LAST_BY_NAME ? topic.topicId(ids.id(name)) : topic.name(name);
  }

  private void onWritten(OffsetCommitResponse response, TopicIds ids, Written written) {
    for (OffsetCommitResponseTopic topic : response.topics()) {
      String name = topic.name().isEmpty() ? ids.name(topic.topicId()) : topic.name();
      for (OffsetCommitResponsePartition one : topic.partitions()) {
        KafkaError error = KafkaError.forCode(one.errorCode());
        if (error != KafkaError.NONE) {
          KafkaException failure =
              error.exception(
                  "group %s cannot commit an offset of %s-%d"
                      .formatted(groupId, name, one.partitionIndex()));
          learnFrom(failure);
          written.onOutcome(failure);
          return;
        }
      }
    }
    written.onOutcome(null);
  }
}
