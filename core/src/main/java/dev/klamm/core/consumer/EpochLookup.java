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
import dev.klamm.protocol.message.OffsetForLeaderEpochRequest;
import dev.klamm.protocol.message.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import dev.klamm.protocol.message.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import dev.klamm.protocol.message.OffsetForLeaderEpochResponse;
import dev.klamm.protocol.message.OffsetForLeaderEpochResponse.EpochEndOffset;
import dev.klamm.protocol.message.OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a leader where an earlier leader's epoch ended in its log (KIP-320). On the event loop. */
final class EpochLookup {

  /** Hears the outcome: the end of the epoch, -1 when it is not known; or the error. */
  interface Listener {
    void onEnd(int epoch, long endOffset, @Nullable KafkaException error);
  }

  private final NetworkClient network;

  EpochLookup(NetworkClient network) {
    this.network = network;
  }

  void ask(TopicPartition partition, int leader, int leaderEpoch, int epoch, Listener listener) {
    OffsetForLeaderEpochRequest request =
        new OffsetForLeaderEpochRequest()
            .replicaId(-1)
            .topics(
                List.of(
                    new OffsetForLeaderTopic()
                        .topic(partition.topic())
                        .partitions(
                            List.of(
                                new OffsetForLeaderPartition()
                                    .partition(partition.partition())
                                    .currentLeaderEpoch(leaderEpoch)
                                    .leaderEpoch(epoch)))));
    network.send(
        Destination.node(leader, Lane.CONTROL),
        Call.of(
            ApiKey.OFFSET_FOR_LEADER_EPOCH, version -> request, OffsetForLeaderEpochResponse::new),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<OffsetForLeaderEpochResponse> answer) {
            read(partition, answer.body(), listener);
          }

          @Override
          public void onFailure(KafkaException error) {
            listener.onEnd(-1, -1, error);
          }
        });
  }

  private static void read(
      TopicPartition partition, OffsetForLeaderEpochResponse response, Listener listener) {
    for (OffsetForLeaderTopicResult topic : response.topics()) {
      for (EpochEndOffset end : topic.partitions()) {
        if (topic.topic().equals(partition.topic()) && end.partition() == partition.partition()) {
          KafkaError error = KafkaError.forCode(end.errorCode());
          listener.onEnd(
              end.leaderEpoch(),
              end.endOffset(),
              error == KafkaError.NONE ? null : error.exception("cannot validate " + partition));
          return;
        }
      }
    }
    listener.onEnd(
        -1, -1, KafkaError.UNKNOWN_TOPIC_OR_PARTITION.exception("the answer lacks " + partition));
  }
}
