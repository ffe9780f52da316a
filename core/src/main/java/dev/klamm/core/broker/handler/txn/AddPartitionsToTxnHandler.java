package dev.klamm.core.broker.handler.txn;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.handler.CoordinatorCalls;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.coordinator.Effects;
import dev.klamm.core.txn.Producer;
import dev.klamm.core.txn.TransactionCoordinator;
import dev.klamm.core.txn.TransactionVersion;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.AddPartitionsToTxnRequest;
import dev.klamm.protocol.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import dev.klamm.protocol.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTransaction;
import dev.klamm.protocol.message.AddPartitionsToTxnResponse;
import dev.klamm.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnPartitionResult;
import dev.klamm.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnResult;
import dev.klamm.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * AddPartitionsToTxn, key 24, versions 0 to 5: the partitions that a transaction is about to write
 * to. All of a transaction's are added or none.
 *
 * <ul>
 *   <li>v2 (KIP-588): PRODUCER_FENCED, before that INVALID_PRODUCER_EPOCH. v3: flexible.
 *   <li>v4 (KIP-890): several transactions at once, each of which may only be asked about; between
 *       Kafka's brokers. A partition that was not added is TRANSACTION_ABORTABLE, in v4 as in v5.
 * </ul>
 */
public final class AddPartitionsToTxnHandler implements ApiHandler<AddPartitionsToTxnRequest> {

  private static final int FIRST_VERSION_WITH_PRODUCER_FENCED = 2;
  private static final int FIRST_VERSION_WITH_MANY = 4;

  private final CoordinatorCalls<TransactionCoordinator> transactions;
  private final TopicCatalog catalog;

  public AddPartitionsToTxnHandler(
      CoordinatorCalls<TransactionCoordinator> transactions, TopicCatalog catalog) {
    this.transactions = transactions;
    this.catalog = catalog;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.ADD_PARTITIONS_TO_TXN;
  }

  @Override
  public void handle(AddPartitionsToTxnRequest message, Request request) {
    boolean many = request.version() >= FIRST_VERSION_WITH_MANY;
    List<AddPartitionsToTxnTransaction> asked =
        many ? message.transactions() : List.of(inNewShape(message));
    Function<List<AddPartitionsToTxnResult>, AddPartitionsToTxnResponse> answer =
        results ->
            many
                ? new AddPartitionsToTxnResponse().resultsByTransaction(results)
                : new AddPartitionsToTxnResponse()
                    .resultsByTopicV3AndBelow(results.get(0).topicResults());
    transactions.submit(
        request,
        error -> answer.apply(asked.stream().map(each -> result(each, at -> error)).toList()),
        (coordinator, to, nowMs, effects) -> {
          List<AddPartitionsToTxnResult> results = new ArrayList<>(asked.size());
          for (AddPartitionsToTxnTransaction transaction : asked) {
            results.add(add(coordinator, transaction, request.version(), nowMs, effects));
          }
          effects.reply(to, answer.apply(results));
        });
  }

  private static AddPartitionsToTxnTransaction inNewShape(AddPartitionsToTxnRequest message) {
    return new AddPartitionsToTxnTransaction()
        .transactionalId(message.v3AndBelowTransactionalId())
        .producerId(message.v3AndBelowProducerId())
        .producerEpoch(message.v3AndBelowProducerEpoch())
        .topics(message.v3AndBelowTopics());
  }

  private AddPartitionsToTxnResult add(
      TransactionCoordinator coordinator,
      AddPartitionsToTxnTransaction asked,
      short version,
      long nowMs,
      Effects effects) {
    Set<TopicPartition> partitions = partitions(asked);
    if (!partitions.stream().allMatch(this::exists)) {
      return result(
          asked,
          at ->
              exists(at)
                  ? KafkaError.OPERATION_NOT_ATTEMPTED
                  : KafkaError.UNKNOWN_TOPIC_OR_PARTITION);
    }
    Producer producer =
        new Producer(asked.transactionalId(), asked.producerId(), asked.producerEpoch());
    if (asked.verifyOnly()) {
      return result(asked, at -> told(coordinator.verifyPartition(producer, at), version));
    }
    TransactionVersion by =
        version < FIRST_VERSION_WITH_MANY ? TransactionVersion.V1 : TransactionVersion.V2;
    KafkaError error =
        told(coordinator.addPartitions(producer, partitions, by, nowMs, effects), version);
    return result(asked, at -> error);
  }

  private boolean exists(TopicPartition at) {
    return catalog.image().partition(at.topic(), at.partition()) != null;
  }

  private static KafkaError told(KafkaError error, short version) {
    return error == KafkaError.PRODUCER_FENCED && version < FIRST_VERSION_WITH_PRODUCER_FENCED
        ? KafkaError.INVALID_PRODUCER_EPOCH
        : error;
  }

  private static Set<TopicPartition> partitions(AddPartitionsToTxnTransaction asked) {
    Set<TopicPartition> partitions = new LinkedHashSet<>();
    for (AddPartitionsToTxnTopic topic : asked.topics()) {
      for (int partition : topic.partitions()) {
        partitions.add(new TopicPartition(topic.name(), partition));
      }
    }
    return partitions;
  }

  private static AddPartitionsToTxnResult result(
      AddPartitionsToTxnTransaction asked, Function<TopicPartition, KafkaError> error) {
    List<AddPartitionsToTxnTopicResult> topics = new ArrayList<>(asked.topics().size());
    for (AddPartitionsToTxnTopic topic : asked.topics()) {
      List<AddPartitionsToTxnPartitionResult> partitions =
          new ArrayList<>(topic.partitions().size());
      for (int partition : topic.partitions()) {
        partitions.add(
            new AddPartitionsToTxnPartitionResult()
                .partitionIndex(partition)
                .partitionErrorCode(
                    error.apply(new TopicPartition(topic.name(), partition)).code()));
      }
      topics.add(
          new AddPartitionsToTxnTopicResult().name(topic.name()).resultsByPartition(partitions));
    }
    return new AddPartitionsToTxnResult()
        .transactionalId(asked.transactionalId())
        .topicResults(topics);
  }
}
