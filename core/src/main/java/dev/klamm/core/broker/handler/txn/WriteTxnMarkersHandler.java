package dev.klamm.core.broker.handler.txn;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.handler.admin.Changes;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.log.Partition;
import dev.klamm.core.log.TransactionEnd;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.WriteTxnMarkersRequest;
import dev.klamm.protocol.message.WriteTxnMarkersRequest.WritableTxnMarker;
import dev.klamm.protocol.message.WriteTxnMarkersRequest.WritableTxnMarkerTopic;
import dev.klamm.protocol.message.WriteTxnMarkersResponse;
import dev.klamm.protocol.message.WriteTxnMarkersResponse.WritableTxnMarkerPartitionResult;
import dev.klamm.protocol.message.WriteTxnMarkersResponse.WritableTxnMarkerResult;
import dev.klamm.protocol.message.WriteTxnMarkersResponse.WritableTxnMarkerTopicResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * WriteTxnMarkers, key 27, versions 1 and 2: ends transactions in partitions, whatever their
 * coordinator says. Kafka's brokers send it to each other; here it only comes from {@code
 * Admin.abortTransaction}, which ends a transaction that hangs (KIP-664).
 *
 * <p>v2 (KIP-1228): how the transaction is gone about; a marker of version 2 must carry a newer
 * epoch than the producer wrote with.
 */
public final class WriteTxnMarkersHandler implements ApiHandler<WriteTxnMarkersRequest> {

  private static final int FIRST_TRANSACTION_VERSION_WITH_NEW_EPOCH = 2;

  private final Changes changes;
  private final TopicCatalog catalog;

  public WriteTxnMarkersHandler(Changes changes, TopicCatalog catalog) {
    this.changes = changes;
    this.catalog = catalog;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.WRITE_TXN_MARKERS;
  }

  @Override
  public void handle(WriteTxnMarkersRequest message, Request request) {
    changes.make(
        request,
        tick -> write(message, tick),
        error -> answer(message, (marker, topic) -> results(topic, number -> error)));
  }

  private WriteTxnMarkersResponse write(WriteTxnMarkersRequest message, Tick tick) {
    return answer(
        message,
        (marker, topic) -> results(topic, number -> write(tick, marker, topic.name(), number)));
  }

  private KafkaError write(Tick tick, WritableTxnMarker marker, String topic, int number) {
    Partition partition = catalog.image().partition(topic, number);
    if (partition == null) {
      return KafkaError.UNKNOWN_TOPIC_OR_PARTITION;
    }
    TransactionEnd end =
        new TransactionEnd(
            marker.producerId(),
            marker.producerEpoch(),
            marker.transactionResult(),
            marker.coordinatorEpoch(),
            marker.transactionVersion() >= FIRST_TRANSACTION_VERSION_WITH_NEW_EPOCH);
    return partition.endTransaction(tick, end).error();
  }

  private static WriteTxnMarkersResponse answer(
      WriteTxnMarkersRequest message,
      BiFunction<WritableTxnMarker, WritableTxnMarkerTopic, List<WritableTxnMarkerPartitionResult>>
          ofTopic) {
    List<WritableTxnMarkerResult> markers = new ArrayList<>(message.markers().size());
    for (WritableTxnMarker marker : message.markers()) {
      List<WritableTxnMarkerTopicResult> topics = new ArrayList<>(marker.topics().size());
      for (WritableTxnMarkerTopic topic : marker.topics()) {
        topics.add(
            new WritableTxnMarkerTopicResult()
                .name(topic.name())
                .partitions(ofTopic.apply(marker, topic)));
      }
      markers.add(new WritableTxnMarkerResult().producerId(marker.producerId()).topics(topics));
    }
    return new WriteTxnMarkersResponse().markers(markers);
  }

  @FunctionalInterface
  private interface OfPartition {
    KafkaError result(int number);
  }

  private static List<WritableTxnMarkerPartitionResult> results(
      WritableTxnMarkerTopic topic, OfPartition ofPartition) {
    List<WritableTxnMarkerPartitionResult> results = new ArrayList<>();
    for (int number : topic.partitionIndexes()) {
      results.add(
          new WritableTxnMarkerPartitionResult()
              .partitionIndex(number)
              .errorCode(ofPartition.result(number).code()));
    }
    return results;
  }
}
