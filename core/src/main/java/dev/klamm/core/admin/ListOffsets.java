package dev.klamm.core.admin;

import dev.klamm.api.admin.ListOffsetsResult.ListOffsetsResultInfo;
import dev.klamm.api.admin.OffsetSpec;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.IsolationLevel;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ListOffsetsRequest;
import dev.klamm.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import dev.klamm.protocol.message.ListOffsetsRequest.ListOffsetsTopic;
import dev.klamm.protocol.message.ListOffsetsResponse;
import dev.klamm.protocol.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import dev.klamm.protocol.message.ListOffsetsResponse.ListOffsetsTopicResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys are the partitions. One operation asks for specs that need the same version only. */
final class ListOffsets
    implements Operation<TopicPartition, ListOffsetsResultInfo, ListOffsetsResponse> {
  private static final int FIRST_WITH_ISOLATION = 2;
  private static final int FIRST_WITH_TIMEOUT = 10;
  private static final int CONSUMER = -1;

  private final NetworkClient client;
  private final Map<TopicPartition, OffsetSpec> wanted;
  private final IsolationLevel isolation;
  private final int oldestVersion;

  ListOffsets(
      NetworkClient client,
      Map<TopicPartition, OffsetSpec> wanted,
      IsolationLevel isolation,
      int oldestVersion) {
    this.client = client;
    this.wanted = wanted;
    this.isolation = isolation;
    this.oldestVersion = oldestVersion;
  }

  /** The first version of the request that knows this. */
  static int versionFor(OffsetSpec spec) {
    if (spec instanceof OffsetSpec.MaxTimestamp) {
      return 7;
    }
    if (spec instanceof OffsetSpec.EarliestLocal) {
      return 8;
    }
    if (spec instanceof OffsetSpec.LatestTiered) {
      return 9;
    }
    return spec instanceof OffsetSpec.EarliestPendingUpload ? 11 : 1;
  }

  @Override
  public String name() {
    return "listOffsets";
  }

  @Override
  public Route<TopicPartition> route() {
    return new LeaderRoute(client);
  }

  @Override
  public Call<ListOffsetsResponse> call(List<TopicPartition> keys, int timeoutMs) {
    List<ListOffsetsTopic> topics =
        ByTopic.of(
            keys,
            key ->
                new ListOffsetsPartition()
                    .partitionIndex(key.partition())
                    .timestamp(wanted.getOrDefault(key, OffsetSpec.latest()).wireTimestamp()),
            (name, partitions) -> new ListOffsetsTopic().name(name).partitions(partitions));
    boolean committed = isolation == IsolationLevel.READ_COMMITTED;
    return Call.of(
            ApiKey.LIST_OFFSETS,
            version -> request(version, topics, timeoutMs),
            ListOffsetsResponse::new)
        .from(committed ? Math.max(FIRST_WITH_ISOLATION, oldestVersion) : oldestVersion);
  }

  private ListOffsetsRequest request(short version, List<ListOffsetsTopic> topics, int timeoutMs) {
    ListOffsetsRequest request = new ListOffsetsRequest().replicaId(CONSUMER).topics(topics);
    if (version >= FIRST_WITH_ISOLATION) {
      request.isolationLevel(isolation.id());
    }
    return version >= FIRST_WITH_TIMEOUT ? request.timeoutMs(timeoutMs) : request;
  }

  @Override
  public void onAnswer(
      List<TopicPartition> keys,
      Answer<ListOffsetsResponse> answer,
      Outcomes<TopicPartition, ListOffsetsResultInfo> outcomes) {
    for (ListOffsetsTopicResponse topic : answer.body().topics()) {
      for (ListOffsetsPartitionResponse partition : topic.partitions()) {
        TopicPartition key = new TopicPartition(topic.name(), partition.partitionIndex());
        if (outcomes.isGood(key, partition.errorCode(), "partition " + key)) {
          outcomes.done(key, info(partition));
        }
      }
    }
  }

  private static ListOffsetsResultInfo info(ListOffsetsPartitionResponse partition) {
    int epoch = partition.leaderEpoch();
    return new ListOffsetsResultInfo(
        partition.offset(),
        partition.timestamp(),
        epoch < 0 ? Optional.empty() : Optional.of(epoch));
  }
}
