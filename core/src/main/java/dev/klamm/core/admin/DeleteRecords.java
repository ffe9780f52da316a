package dev.klamm.core.admin;

import dev.klamm.api.admin.DeletedRecords;
import dev.klamm.api.admin.RecordsToDelete;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DeleteRecordsRequest;
import dev.klamm.protocol.message.DeleteRecordsRequest.DeleteRecordsPartition;
import dev.klamm.protocol.message.DeleteRecordsRequest.DeleteRecordsTopic;
import dev.klamm.protocol.message.DeleteRecordsResponse;
import dev.klamm.protocol.message.DeleteRecordsResponse.DeleteRecordsPartitionResult;
import dev.klamm.protocol.message.DeleteRecordsResponse.DeleteRecordsTopicResult;
import java.util.List;
import java.util.Map;

/** Keys are the partitions. */
final class DeleteRecords
    implements Operation<TopicPartition, DeletedRecords, DeleteRecordsResponse> {
  private static final RecordsToDelete NONE = RecordsToDelete.beforeOffset(0);

  private final NetworkClient client;
  private final Map<TopicPartition, RecordsToDelete> wanted;

  DeleteRecords(NetworkClient client, Map<TopicPartition, RecordsToDelete> wanted) {
    this.client = client;
    this.wanted = wanted;
  }

  @Override
  public String name() {
    return "deleteRecords";
  }

  @Override
  public Route<TopicPartition> route() {
    return new LeaderRoute(client);
  }

  @Override
  public Call<DeleteRecordsResponse> call(List<TopicPartition> keys, int timeoutMs) {
    List<DeleteRecordsTopic> topics =
        ByTopic.of(
            keys,
            key ->
                new DeleteRecordsPartition()
                    .partitionIndex(key.partition())
                    .offset(wanted.getOrDefault(key, NONE).beforeOffset()),
            (name, partitions) -> new DeleteRecordsTopic().name(name).partitions(partitions));
    return Call.of(
        ApiKey.DELETE_RECORDS,
        new DeleteRecordsRequest().topics(topics).timeoutMs(timeoutMs),
        DeleteRecordsResponse::new);
  }

  @Override
  public void onAnswer(
      List<TopicPartition> keys,
      Answer<DeleteRecordsResponse> answer,
      Outcomes<TopicPartition, DeletedRecords> outcomes) {
    for (DeleteRecordsTopicResult topic : answer.body().topics()) {
      for (DeleteRecordsPartitionResult partition : topic.partitions()) {
        TopicPartition key = new TopicPartition(topic.name(), partition.partitionIndex());
        if (outcomes.isGood(key, partition.errorCode(), "partition " + key)) {
          outcomes.done(key, new DeletedRecords(partition.lowWatermark()));
        }
      }
    }
  }
}
