package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.log.ActiveProducer;
import dev.klamm.core.log.Partition;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeProducersRequest;
import dev.klamm.protocol.message.DescribeProducersRequest.TopicRequest;
import dev.klamm.protocol.message.DescribeProducersResponse;
import dev.klamm.protocol.message.DescribeProducersResponse.PartitionResponse;
import dev.klamm.protocol.message.DescribeProducersResponse.ProducerState;
import dev.klamm.protocol.message.DescribeProducersResponse.TopicResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * DescribeProducers, key 61, version 0 (KIP-664): the idempotent producers that partitions
 * remember, and where their open transactions begin.
 */
public final class DescribeProducersHandler implements ApiHandler<DescribeProducersRequest> {

  private final TopicCatalog catalog;
  private final Changes changes;

  public DescribeProducersHandler(TopicCatalog catalog, Changes changes) {
    this.catalog = catalog;
    this.changes = changes;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DESCRIBE_PRODUCERS;
  }

  /** Nothing is changed, but the producers' state is the engine's. */
  @Override
  public void handle(DescribeProducersRequest message, Request request) {
    changes.make(
        request,
        tick -> answer(message, this::describe),
        error -> answer(message, (topic, number) -> refusal(number, error)));
  }

  private static DescribeProducersResponse answer(
      DescribeProducersRequest message,
      BiFunction<String, Integer, PartitionResponse> partitionAnswer) {
    List<TopicResponse> topics = new ArrayList<>();
    for (TopicRequest topic : message.topics()) {
      List<PartitionResponse> partitions = new ArrayList<>();
      for (int number : topic.partitionIndexes()) {
        partitions.add(partitionAnswer.apply(topic.name(), number));
      }
      topics.add(new TopicResponse().name(topic.name()).partitions(partitions));
    }
    return new DescribeProducersResponse().topics(topics);
  }

  private PartitionResponse describe(String topic, int number) {
    Partition partition = catalog.image().partition(topic, number);
    if (partition == null) {
      return refusal(number, KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    }
    List<ProducerState> producers = new ArrayList<>();
    for (ActiveProducer producer : partition.activeProducers()) {
      producers.add(
          new ProducerState()
              .producerId(producer.id())
              .producerEpoch(producer.epoch())
              .lastSequence(producer.lastSequence())
              .lastTimestamp(producer.lastTimestamp())
              .coordinatorEpoch(producer.coordinatorEpoch())
              .currentTxnStartOffset(producer.transactionStart()));
    }
    return new PartitionResponse().partitionIndex(number).activeProducers(producers);
  }

  private static PartitionResponse refusal(int number, KafkaError error) {
    return new PartitionResponse()
        .partitionIndex(number)
        .errorCode(error.code())
        .errorMessage(error.message());
  }
}
