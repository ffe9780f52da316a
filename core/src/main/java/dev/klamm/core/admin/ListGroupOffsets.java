package dev.klamm.core.admin;

import dev.klamm.api.admin.ListConsumerGroupOffsetsSpec;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import dev.klamm.protocol.message.OffsetFetchResponse;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseGroup;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartitions;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys are the groups' ids. */
final class ListGroupOffsets
    implements Operation<
        String, Map<TopicPartition, @Nullable OffsetAndMetadata>, OffsetFetchResponse> {
  private static final int FIRST_WITH_GROUPS = 8;
  private static final int LAST_BY_NAME = 9;
  private static final ListConsumerGroupOffsetsSpec ALL = new ListConsumerGroupOffsetsSpec();

  private final NetworkClient client;
  private final Map<String, ListConsumerGroupOffsetsSpec> specs;
  private final boolean requireStable;

  ListGroupOffsets(
      NetworkClient client,
      Map<String, ListConsumerGroupOffsetsSpec> specs,
      boolean requireStable) {
    this.client = client;
    this.specs = specs;
    this.requireStable = requireStable;
  }

  @Override
  public String name() {
    return "listConsumerGroupOffsets";
  }

  @Override
  public Route<String> route() {
    return new GroupRoute<>(client, group -> group);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return CoordinatorErrors.mayPass(error) || error == KafkaError.UNSTABLE_OFFSET_COMMIT;
  }

  @Override
  public Call<OffsetFetchResponse> call(List<String> keys, int timeoutMs) {
    List<OffsetFetchRequestGroup> groups = new ArrayList<>();
    for (String key : keys) {
      Collection<TopicPartition> wanted = specs.getOrDefault(key, ALL).topicPartitions();
      groups.add(
          new OffsetFetchRequestGroup()
              .groupId(key)
              .topics(wanted == null ? null : topics(wanted)));
    }
    return Call.of(
            ApiKey.OFFSET_FETCH,
            new OffsetFetchRequest().groups(groups).requireStable(requireStable),
            OffsetFetchResponse::new)
        .from(FIRST_WITH_GROUPS)
        .upTo(LAST_BY_NAME);
  }

  private static List<OffsetFetchRequestTopics> topics(Collection<TopicPartition> wanted) {
    return ByTopic.of(
        wanted,
        TopicPartition::partition,
        (name, partitions) ->
            new OffsetFetchRequestTopics().name(name).partitionIndexes(partitions));
  }

  @Override
  public void onAnswer(
      List<String> keys,
      Answer<OffsetFetchResponse> answer,
      Outcomes<String, Map<TopicPartition, @Nullable OffsetAndMetadata>> outcomes) {
    for (OffsetFetchResponseGroup group : answer.body().groups()) {
      if (outcomes.isGood(group.groupId(), group.errorCode(), "group " + group.groupId())) {
        read(group, outcomes);
      }
    }
  }

  private static void read(
      OffsetFetchResponseGroup group,
      Outcomes<String, Map<TopicPartition, @Nullable OffsetAndMetadata>> outcomes) {
    Map<TopicPartition, @Nullable OffsetAndMetadata> offsets = new LinkedHashMap<>();
    for (OffsetFetchResponseTopics topic : group.topics()) {
      for (OffsetFetchResponsePartitions partition : topic.partitions()) {
        TopicPartition key = new TopicPartition(topic.name(), partition.partitionIndex());
        if (!outcomes.isGood(group.groupId(), partition.errorCode(), "partition " + key)) {
          return;
        }
        offsets.put(key, offset(partition));
      }
    }
    outcomes.done(group.groupId(), offsets);
  }

  private static @Nullable OffsetAndMetadata offset(OffsetFetchResponsePartitions partition) {
    if (partition.committedOffset() < 0) {
      return null;
    }
    int epoch = partition.committedLeaderEpoch();
    return new OffsetAndMetadata(
        partition.committedOffset(),
        epoch < 0 ? Optional.empty() : Optional.of(epoch),
        partition.metadata());
  }
}
