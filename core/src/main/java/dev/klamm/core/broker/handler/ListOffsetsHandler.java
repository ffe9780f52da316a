package dev.klamm.core.broker.handler;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.storage.StorageException;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.log.LeaderEpochs;
import dev.klamm.core.log.OffsetLookup;
import dev.klamm.core.log.Partition;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ListOffsetsRequest;
import dev.klamm.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import dev.klamm.protocol.message.ListOffsetsRequest.ListOffsetsTopic;
import dev.klamm.protocol.message.ListOffsetsResponse;
import dev.klamm.protocol.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import dev.klamm.protocol.message.ListOffsetsResponse.ListOffsetsTopicResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ListOffsets, key 2, versions 1 to 11: offsets by time.
 *
 * <ul>
 *   <li>v2 (KIP-98): isolation level; v4 (KIP-320): leader epochs; v6: flexible.
 *   <li>Timestamp -1: the high watermark, or the last stable offset for readers of committed
 *       records. -2: the log's start.
 *   <li>v7 (KIP-734), -3: the record with the largest timestamp.
 *   <li>v8 (KIP-405), -4: the earliest local offset, the log's start as nothing is elsewhere. v9
 *       (KIP-1005), -5, and v11 (KIP-1023), -6: offsets of tiered storage, of which there is none.
 *   <li>v10 (KIP-1075): a time-out for distant storage, not needed.
 * </ul>
 */
public final class ListOffsetsHandler implements ApiHandler<ListOffsetsRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(ListOffsetsHandler.class);

  private static final long LATEST = -1;
  private static final long EARLIEST = -2;
  private static final long MAX_TIMESTAMP = -3;
  private static final long EARLIEST_LOCAL = -4;
  private static final long LATEST_TIERED = -5;
  private static final long EARLIEST_PENDING_UPLOAD = -6;
  private static final byte READ_COMMITTED = 1;

  private final TopicCatalog catalog;
  private final OffsetLookup lookup;

  public ListOffsetsHandler(TopicCatalog catalog, OffsetLookup lookup) {
    this.catalog = catalog;
    this.lookup = lookup;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.LIST_OFFSETS;
  }

  @Override
  public boolean beginsInOrder() {
    return true;
  }

  @Override
  public void handle(ListOffsetsRequest message, Request request) {
    boolean committedOnly = message.isolationLevel() == READ_COMMITTED;
    List<ListOffsetsTopicResponse> topics = new ArrayList<>();
    for (ListOffsetsTopic topic : message.topics()) {
      List<ListOffsetsPartitionResponse> partitions = new ArrayList<>();
      for (ListOffsetsPartition asked : topic.partitions()) {
        Partition partition = catalog.image().partition(topic.name(), asked.partitionIndex());
        partitions.add(answer(partition, asked, committedOnly, request.version()));
      }
      topics.add(new ListOffsetsTopicResponse().name(topic.name()).partitions(partitions));
    }
    request.respond(new ListOffsetsResponse().topics(topics));
  }

  private ListOffsetsPartitionResponse answer(
      @Nullable Partition partition,
      ListOffsetsPartition asked,
      boolean committedOnly,
      short version) {
    if (partition == null) {
      return error(asked, KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    }
    KafkaError epochError = partition.checkEpoch(asked.currentLeaderEpoch());
    if (epochError != KafkaError.NONE) {
      return error(asked, epochError);
    }
    if (!isSupported(asked.timestamp(), version)) {
      return error(asked, KafkaError.UNSUPPORTED_VERSION);
    }
    try {
      return found(partition, asked, find(partition, asked.timestamp(), committedOnly), version);
    } catch (StorageException e) {
      LOG.error("Cannot look up timestamp {} in {}", asked.timestamp(), partition, e);
      return error(asked, KafkaError.KAFKA_STORAGE_ERROR);
    }
  }

  private static boolean isSupported(long timestamp, short version) {
    return timestamp >= EARLIEST
        || (timestamp == MAX_TIMESTAMP && version >= 7)
        || (timestamp == EARLIEST_LOCAL && version >= 8)
        || (timestamp == LATEST_TIERED && version >= 9)
        || (timestamp == EARLIEST_PENDING_UPLOAD && version >= 11);
  }

  private OffsetLookup.Found find(Partition partition, long timestamp, boolean committedOnly) {
    long end = committedOnly ? partition.lastStableOffset() : partition.highWatermark();
    if (timestamp == LATEST) {
      return new OffsetLookup.Found(end, -1);
    }
    if (timestamp == EARLIEST || timestamp == EARLIEST_LOCAL) {
      return new OffsetLookup.Found(partition.startOffset(), -1);
    }
    if (timestamp == MAX_TIMESTAMP) {
      return lookup.maxTimestamp(partition, end);
    }
    return timestamp < 0
        ? OffsetLookup.Found.NOTHING
        : lookup.byTimestamp(partition, timestamp, end);
  }

  private static ListOffsetsPartitionResponse found(
      Partition partition, ListOffsetsPartition asked, OffsetLookup.Found found, short version) {
    ListOffsetsPartitionResponse answer =
        new ListOffsetsPartitionResponse()
            .partitionIndex(asked.partitionIndex())
            .offset(found.offset())
            .timestamp(found.timestamp());
    if (version >= 4 && found.offset() >= 0) {
      answer.leaderEpoch(epochOf(partition, asked.timestamp(), found.offset()));
    }
    return answer;
  }

  private static int epochOf(Partition partition, long timestamp, long offset) {
    if (timestamp == LATEST) {
      return partition.leaderEpoch();
    }
    int epoch = partition.leaderEpochs().epochAt(offset);
    return epoch == LeaderEpochs.UNKNOWN ? partition.leaderEpoch() : epoch;
  }

  private static ListOffsetsPartitionResponse error(ListOffsetsPartition asked, KafkaError error) {
    return new ListOffsetsPartitionResponse()
        .partitionIndex(asked.partitionIndex())
        .errorCode(error.code())
        .offset(-1)
        .timestamp(-1);
  }
}
