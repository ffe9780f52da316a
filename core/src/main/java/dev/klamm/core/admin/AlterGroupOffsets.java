package dev.klamm.core.admin;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.klamm.protocol.message.OffsetCommitResponse;
import dev.klamm.protocol.message.OffsetCommitResponse.OffsetCommitResponsePartition;
import dev.klamm.protocol.message.OffsetCommitResponse.OffsetCommitResponseTopic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys are the partitions, of one group. */
final class AlterGroupOffsets
    implements Operation<TopicPartition, @Nullable Void, OffsetCommitResponse> {
  private static final int LAST_BY_NAME = 9;
  private static final OffsetAndMetadata START = new OffsetAndMetadata(0);

  private final NetworkClient client;
  private final String groupId;
  private final Map<TopicPartition, OffsetAndMetadata> offsets;

  AlterGroupOffsets(
      NetworkClient client, String groupId, Map<TopicPartition, OffsetAndMetadata> offsets) {
    this.client = client;
    this.groupId = groupId;
    this.offsets = offsets;
  }

  @Override
  public String name() {
    return "alterConsumerGroupOffsets";
  }

  @Override
  public Route<TopicPartition> route() {
    return new GroupRoute<>(client, partition -> groupId);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return CoordinatorErrors.mayPass(error) || error == KafkaError.REBALANCE_IN_PROGRESS;
  }

  @Override
  public Call<OffsetCommitResponse> call(List<TopicPartition> keys, int timeoutMs) {
    List<OffsetCommitRequestTopic> topics =
        ByTopic.of(
            keys,
            this::partition,
            (name, partitions) -> new OffsetCommitRequestTopic().name(name).partitions(partitions));
    return Call.of(
            ApiKey.OFFSET_COMMIT,
            new OffsetCommitRequest().groupId(groupId).topics(topics),
            OffsetCommitResponse::new)
        .upTo(LAST_BY_NAME);
  }

  private OffsetCommitRequestPartition partition(TopicPartition key) {
    OffsetAndMetadata offset = offsets.getOrDefault(key, START);
    return new OffsetCommitRequestPartition()
        .partitionIndex(key.partition())
        .committedOffset(offset.offset())
        .committedLeaderEpoch(offset.leaderEpoch().orElse(-1))
        .committedMetadata(offset.metadata());
  }

  @Override
  public void onAnswer(
      List<TopicPartition> keys,
      Answer<OffsetCommitResponse> answer,
      Outcomes<TopicPartition, @Nullable Void> outcomes) {
    for (OffsetCommitResponseTopic topic : answer.body().topics()) {
      for (OffsetCommitResponsePartition partition : topic.partitions()) {
        TopicPartition key = new TopicPartition(topic.name(), partition.partitionIndex());
        String what = "group " + groupId + ", partition " + key;
        if (outcomes.isGood(key, partition.errorCode(), what)) {
          outcomes.done(key, null);
        }
      }
    }
  }
}
