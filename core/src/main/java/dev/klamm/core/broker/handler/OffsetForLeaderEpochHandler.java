package dev.klamm.core.broker.handler;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.log.LeaderEpochs.EpochEnd;
import dev.klamm.core.log.Partition;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.OffsetForLeaderEpochRequest;
import dev.klamm.protocol.message.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import dev.klamm.protocol.message.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import dev.klamm.protocol.message.OffsetForLeaderEpochResponse;
import dev.klamm.protocol.message.OffsetForLeaderEpochResponse.EpochEndOffset;
import dev.klamm.protocol.message.OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OffsetForLeaderEpoch, key 23, versions 2 to 4 (KIP-101, KIP-320): where a leader epoch ended, by
 * which a consumer notices that the log it read from is no longer the same. v3 adds the replica id,
 * which is not looked at; v4 is flexible.
 */
public final class OffsetForLeaderEpochHandler implements ApiHandler<OffsetForLeaderEpochRequest> {

  private final TopicCatalog catalog;

  public OffsetForLeaderEpochHandler(TopicCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.OFFSET_FOR_LEADER_EPOCH;
  }

  @Override
  public void handle(OffsetForLeaderEpochRequest message, Request request) {
    List<OffsetForLeaderTopicResult> topics = new ArrayList<>();
    for (OffsetForLeaderTopic topic : message.topics()) {
      List<EpochEndOffset> partitions = new ArrayList<>();
      for (OffsetForLeaderPartition asked : topic.partitions()) {
        partitions.add(answer(catalog.image().partition(topic.topic(), asked.partition()), asked));
      }
      topics.add(new OffsetForLeaderTopicResult().topic(topic.topic()).partitions(partitions));
    }
    request.respond(new OffsetForLeaderEpochResponse().topics(topics));
  }

  private static EpochEndOffset answer(
      @Nullable Partition partition, OffsetForLeaderPartition asked) {
    EpochEndOffset answer = new EpochEndOffset().partition(asked.partition());
    if (partition == null) {
      return answer.errorCode(KafkaError.UNKNOWN_TOPIC_OR_PARTITION.code());
    }
    KafkaError epochError = partition.checkEpoch(asked.currentLeaderEpoch());
    if (epochError != KafkaError.NONE) {
      return answer.errorCode(epochError.code());
    }
    EpochEnd end = partition.endOfEpoch(asked.leaderEpoch());
    return answer.leaderEpoch(end.epoch()).endOffset(end.endOffset());
  }
}
