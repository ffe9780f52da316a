package dev.klamm.core.admin;

import dev.klamm.api.admin.AbortTransactionSpec;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.WriteTxnMarkersRequest;
import dev.klamm.protocol.message.WriteTxnMarkersRequest.WritableTxnMarker;
import dev.klamm.protocol.message.WriteTxnMarkersRequest.WritableTxnMarkerTopic;
import dev.klamm.protocol.message.WriteTxnMarkersResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one key is the partition. Asks its leader for the marker that a coordinator would write. */
final class AbortTransaction
    implements Operation<TopicPartition, @Nullable Void, WriteTxnMarkersResponse> {
  private final NetworkClient client;
  private final AbortTransactionSpec spec;

  AbortTransaction(NetworkClient client, AbortTransactionSpec spec) {
    this.client = client;
    this.spec = spec;
  }

  @Override
  public String name() {
    return "abortTransaction";
  }

  @Override
  public Route<TopicPartition> route() {
    return new LeaderRoute(client);
  }

  @Override
  public Call<WriteTxnMarkersResponse> call(List<TopicPartition> keys, int timeoutMs) {
    WritableTxnMarker marker =
        new WritableTxnMarker()
            .producerId(spec.producerId())
            .producerEpoch(spec.producerEpoch())
            .coordinatorEpoch(spec.coordinatorEpoch())
            .transactionResult(false)
            .topics(
                ByTopic.of(
                    keys,
                    TopicPartition::partition,
                    (name, partitions) ->
                        new WritableTxnMarkerTopic().name(name).partitionIndexes(partitions)));
    return Call.of(
        ApiKey.WRITE_TXN_MARKERS,
        new WriteTxnMarkersRequest().markers(List.of(marker)),
        WriteTxnMarkersResponse::new);
  }

  @Override
  public void onAnswer(
      List<TopicPartition> keys,
      Answer<WriteTxnMarkersResponse> answer,
      Outcomes<TopicPartition, @Nullable Void> outcomes) {
    for (var marker : answer.body().markers()) {
      for (var topic : marker.topics()) {
        for (var partition : topic.partitions()) {
          TopicPartition key = new TopicPartition(topic.name(), partition.partitionIndex());
          String what = "producer " + spec.producerId() + " in partition " + key;
          if (outcomes.isGood(key, partition.errorCode(), what)) {
            outcomes.done(key, null);
          }
        }
      }
    }
  }
}
