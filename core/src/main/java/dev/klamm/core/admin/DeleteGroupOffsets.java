package dev.klamm.core.admin;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.OffsetDeleteRequest;
import dev.klamm.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import dev.klamm.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import dev.klamm.protocol.message.OffsetDeleteResponse;
import dev.klamm.protocol.message.OffsetDeleteResponse.OffsetDeleteResponsePartition;
import dev.klamm.protocol.message.OffsetDeleteResponse.OffsetDeleteResponseTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys are the partitions, of one group. */
final class DeleteGroupOffsets
    implements Operation<TopicPartition, @Nullable Void, OffsetDeleteResponse> {
  private final NetworkClient client;
  private final String groupId;

  DeleteGroupOffsets(NetworkClient client, String groupId) {
    this.client = client;
    this.groupId = groupId;
  }

  @Override
  public String name() {
    return "deleteConsumerGroupOffsets";
  }

  @Override
  public Route<TopicPartition> route() {
    return new GroupRoute<>(client, partition -> groupId);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return CoordinatorErrors.mayPass(error);
  }

  @Override
  public Call<OffsetDeleteResponse> call(List<TopicPartition> keys, int timeoutMs) {
    List<OffsetDeleteRequestTopic> topics =
        ByTopic.of(
            keys,
            key -> new OffsetDeleteRequestPartition().partitionIndex(key.partition()),
            (name, partitions) -> new OffsetDeleteRequestTopic().name(name).partitions(partitions));
    return Call.of(
        ApiKey.OFFSET_DELETE,
        new OffsetDeleteRequest().groupId(groupId).topics(topics),
        OffsetDeleteResponse::new);
  }

  @Override
  public void onAnswer(
      List<TopicPartition> keys,
      Answer<OffsetDeleteResponse> answer,
      Outcomes<TopicPartition, @Nullable Void> outcomes) {
    short code = answer.body().errorCode();
    if (code != KafkaError.NONE.code()) {
      keys.forEach(
          key -> outcomes.failed(key, KafkaError.exceptionForCode(code, "group " + groupId)));
      return;
    }
    for (OffsetDeleteResponseTopic topic : answer.body().topics()) {
      for (OffsetDeleteResponsePartition partition : topic.partitions()) {
        TopicPartition key = new TopicPartition(topic.name(), partition.partitionIndex());
        String what = "group " + groupId + ", partition " + key;
        if (outcomes.isGood(key, partition.errorCode(), what)) {
          outcomes.done(key, null);
        }
      }
    }
  }
}
