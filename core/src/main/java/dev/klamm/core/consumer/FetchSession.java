package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.message.FetchRequest;
import dev.klamm.protocol.message.FetchRequest.FetchPartition;
import dev.klamm.protocol.message.FetchRequest.FetchTopic;
import dev.klamm.protocol.message.FetchRequest.ForgottenTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fetch session with one broker (KIP-227): the broker remembers what is fetched from where, and
 * a request only names what differs. Belongs to the event loop.
 *
 * <pre>
 *   (id 0, epoch 0)  full request, asks for a session
 *   (id n, epoch k)  only changes; k rises with each answer
 *   (id n, epoch 0)  full request, ends session n and asks for a new one
 * </pre>
 */
final class FetchSession {
  static final int FIRST_WITH_SESSIONS = 7;
  static final int FIRST_WITH_IDS = 13;
  private static final int FIRST_WITH_FETCHED_EPOCH = 12;

  /** What is asked of one partition. */
  record Asked(Uuid topicId, long offset, int leaderEpoch, int fetchedEpoch, int maxBytes) {}

  private final Map<TopicPartition, Asked> remembered = new LinkedHashMap<>();
  private int sessionId;
  private int epoch;
  private boolean byId;

  /** Adds the partitions to the request; called when the version is known and it is sent. */
  FetchRequest fill(FetchRequest request, Map<TopicPartition, Asked> wanted, short version) {
    boolean ids = version >= FIRST_WITH_IDS;
    if (ids != byId) {
      byId = ids;
      epoch = 0;
    }
    if (version < FIRST_WITH_SESSIONS) {
      return request.topics(topics(wanted, version));
    }
    request.sessionId(sessionId).sessionEpoch(epoch);
    if (epoch == 0) {
      remembered.clear();
      remembered.putAll(wanted);
      return request.topics(topics(wanted, version));
    }
    request.forgottenTopicsData(forgotten(wanted, ids));
    Map<TopicPartition, Asked> changed = new LinkedHashMap<>();
    wanted.forEach(
        (partition, asked) -> {
          if (!asked.equals(remembered.put(partition, asked))) {
            changed.put(partition, asked);
          }
        });
    return request.topics(topics(changed, version));
  }

  private List<ForgottenTopic> forgotten(Map<TopicPartition, Asked> wanted, boolean ids) {
    Map<String, ForgottenTopic> byTopic = new HashMap<>();
    for (Map.Entry<TopicPartition, Asked> entry : List.copyOf(remembered.entrySet())) {
      TopicPartition partition = entry.getKey();
      Asked now = wanted.get(partition);
      Asked before = entry.getValue();
      if (now == null || !now.topicId.equals(before.topicId)) {
        remembered.remove(partition);
        ForgottenTopic topic =
            byTopic.computeIfAbsent(
                partition.topic() + before.topicId,
                key -> new ForgottenTopic().partitions(new ArrayList<>()));
        topic.topic(ids ? "" : partition.topic()).topicId(ids ? before.topicId : Uuid.ZERO);
        topic.partitions().add(partition.partition());
      }
    }
    return List.copyOf(byTopic.values());
  }

  private static List<FetchTopic> topics(Map<TopicPartition, Asked> all, short version) {
    boolean ids = version >= FIRST_WITH_IDS;
    Map<String, FetchTopic> byTopic = new LinkedHashMap<>();
    all.forEach(
        (partition, asked) -> {
          FetchTopic topic =
              byTopic.computeIfAbsent(
                  partition.topic(),
                  name ->
                      new FetchTopic()
                          .topic(ids ? "" : name)
                          .topicId(ids ? asked.topicId : Uuid.ZERO)
                          .partitions(new ArrayList<>()));
          FetchPartition one =
              new FetchPartition()
                  .partition(partition.partition())
                  .currentLeaderEpoch(asked.leaderEpoch)
                  .fetchOffset(asked.offset)
                  .partitionMaxBytes(asked.maxBytes);
          topic
              .partitions()
              .add(
                  version >= FIRST_WITH_FETCHED_EPOCH
                      ? one.lastFetchedEpoch(asked.fetchedEpoch)
                      : one);
        });
    return List.copyOf(byTopic.values());
  }

  /** The broker answered in the session. */
  void onAnswer(int answeredSessionId) {
    if (answeredSessionId == 0) {
      forget();
    } else {
      sessionId = answeredSessionId;
      epoch = epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
    }
  }

  /** The broker refused the whole request. */
  void onError(KafkaError error) {
    if (error == KafkaError.FETCH_SESSION_ID_NOT_FOUND) {
      forget();
    } else {
      epoch = 0;
    }
  }

  /** No answer: what the broker remembers is not known. */
  void onFailure() {
    epoch = 0;
  }

  private void forget() {
    sessionId = 0;
    epoch = 0;
  }
}
