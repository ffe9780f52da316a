package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.log.Partition;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DeleteRecordsRequest;
import dev.klamm.protocol.message.DeleteRecordsRequest.DeleteRecordsPartition;
import dev.klamm.protocol.message.DeleteRecordsRequest.DeleteRecordsTopic;
import dev.klamm.protocol.message.DeleteRecordsResponse;
import dev.klamm.protocol.message.DeleteRecordsResponse.DeleteRecordsPartitionResult;
import dev.klamm.protocol.message.DeleteRecordsResponse.DeleteRecordsTopicResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DeleteRecords, key 21, versions 0 to 2 (KIP-107): raises the start of partitions, so that what is
 * below an offset, or with -1 all that may be read, is gone. v2 is flexible.
 *
 * <p>An offset at or below the start changes nothing. Topics that are only compacted keep their
 * records (POLICY_VIOLATION), as do internal ones (INVALID_TOPIC_EXCEPTION).
 */
public final class DeleteRecordsHandler implements ApiHandler<DeleteRecordsRequest> {

  private static final long UP_TO_HIGH_WATERMARK = -1;
  private static final long NO_LOW_WATERMARK = -1;

  private final TopicCatalog catalog;
  private final Changes changes;

  public DeleteRecordsHandler(TopicCatalog catalog, Changes changes) {
    this.catalog = catalog;
    this.changes = changes;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DELETE_RECORDS;
  }

  @Override
  public void handle(DeleteRecordsRequest message, Request request) {
    changes.make(request, tick -> delete(tick, message), error -> refusal(message, error));
  }

  private DeleteRecordsResponse delete(Tick tick, DeleteRecordsRequest message) {
    List<DeleteRecordsTopicResult> topics = new ArrayList<>();
    for (DeleteRecordsTopic asked : message.topics()) {
      Topic topic = catalog.image().topic(asked.name());
      List<DeleteRecordsPartitionResult> partitions = new ArrayList<>();
      for (DeleteRecordsPartition partition : asked.partitions()) {
        partitions.add(delete(tick, topic, partition));
      }
      topics.add(new DeleteRecordsTopicResult().name(asked.name()).partitions(partitions));
    }
    return new DeleteRecordsResponse().topics(topics);
  }

  private static DeleteRecordsPartitionResult delete(
      Tick tick, @Nullable Topic topic, DeleteRecordsPartition asked) {
    Partition partition = topic == null ? null : topic.partition(asked.partitionIndex());
    if (topic == null || partition == null) {
      return refusal(asked, KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    }
    if (topic.isInternal()) {
      return refusal(asked, KafkaError.INVALID_TOPIC_EXCEPTION);
    }
    if (topic.settings().compact() && !topic.settings().delete()) {
      return refusal(asked, KafkaError.POLICY_VIOLATION);
    }
    long highWatermark = partition.highWatermark();
    long newStart = asked.offset() == UP_TO_HIGH_WATERMARK ? highWatermark : asked.offset();
    if (newStart < 0 || newStart > highWatermark) {
      return refusal(asked, KafkaError.OFFSET_OUT_OF_RANGE);
    }
    partition.trim(tick, newStart);
    return new DeleteRecordsPartitionResult()
        .partitionIndex(asked.partitionIndex())
        .lowWatermark(Math.max(newStart, partition.startOffset()));
  }

  private static DeleteRecordsPartitionResult refusal(
      DeleteRecordsPartition asked, KafkaError error) {
    return new DeleteRecordsPartitionResult()
        .partitionIndex(asked.partitionIndex())
        .lowWatermark(NO_LOW_WATERMARK)
        .errorCode(error.code());
  }

  private static DeleteRecordsResponse refusal(DeleteRecordsRequest message, KafkaError error) {
    List<DeleteRecordsTopicResult> topics = new ArrayList<>();
    for (DeleteRecordsTopic topic : message.topics()) {
      topics.add(
          new DeleteRecordsTopicResult()
              .name(topic.name())
              .partitions(
                  topic.partitions().stream().map(asked -> refusal(asked, error)).toList()));
    }
    return new DeleteRecordsResponse().topics(topics);
  }
}
