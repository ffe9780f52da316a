package dev.klamm.core.broker.handler.txn;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.handler.CoordinatorCalls;
import dev.klamm.core.broker.handler.TransactionGate;
import dev.klamm.core.broker.handler.TransactionGate.Manners;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.coordinator.CoordinatorRuntime;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.engine.Work;
import dev.klamm.core.group.coordinator.GroupCoordinator;
import dev.klamm.core.txn.Producer;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.TxnOffsetCommitRequest;
import dev.klamm.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import dev.klamm.protocol.message.TxnOffsetCommitResponse;
import dev.klamm.protocol.message.TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition;
import dev.klamm.protocol.message.TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic;

/**
 * TxnOffsetCommit, key 28, versions 0 to 6: offsets of a group that count once their transaction is
 * committed.
 *
 * <ul>
 *   <li>v2 (KIP-320): leader epoch. v3 (KIP-447): the member and its generation, which are checked;
 *       flexible.
 *   <li>v4 (KIP-890): TRANSACTION_ABORTABLE if the group was not added to the transaction. v5: that
 *       offsets come adds it.
 *   <li>v6 (KIP-1319): topics by id.
 * </ul>
 */
public final class TxnOffsetCommitHandler implements ApiHandler<TxnOffsetCommitRequest> {

  private static final int FIRST_VERSION_WITH_ABORTABLE = 4;
  private static final int FIRST_VERSION_THAT_ADDS_GROUPS = 5;
  private static final int FIRST_VERSION_WITH_TOPIC_IDS = 6;

  private final Engine engine;
  private final TransactionGate transactions;
  private final CoordinatorRuntime<GroupCoordinator> groups;
  private final TopicCatalog catalog;

  public TxnOffsetCommitHandler(
      Engine engine,
      TransactionGate transactions,
      CoordinatorRuntime<GroupCoordinator> groups,
      TopicCatalog catalog) {
    this.engine = engine;
    this.transactions = transactions;
    this.groups = groups;
    this.catalog = catalog;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.TXN_OFFSET_COMMIT;
  }

  @Override
  public void handle(TxnOffsetCommitRequest message, Request request) {
    ReplyHandle<TxnOffsetCommitResponse> reply =
        CoordinatorCalls.replyTo(request, error -> refusal(message, error));
    engine.submit(
        new Work() {
          @Override
          public void run(Tick tick) {
            commit(message, request.version(), reply, tick);
          }

          @Override
          public void refuse(RuntimeException cause) {
            reply.fail(cause);
          }
        });
  }

  private void commit(
      TxnOffsetCommitRequest message,
      short version,
      ReplyHandle<TxnOffsetCommitResponse> reply,
      Tick tick) {
    KafkaError error =
        message.groupId().isEmpty()
            ? KafkaError.INVALID_GROUP_ID
            : namesPartition(message, version) ? admit(message, version, tick) : KafkaError.NONE;
    groups.run(
        (coordinator, nowMs, effects) ->
            coordinator.commitTransactionalOffsets(message, version, error, reply, nowMs, effects),
        tick);
  }

  private KafkaError admit(TxnOffsetCommitRequest message, short version, Tick tick) {
    Manners manners =
        version >= FIRST_VERSION_THAT_ADDS_GROUPS
            ? Manners.ADDED_BY_WRITING
            : version >= FIRST_VERSION_WITH_ABORTABLE
                ? Manners.ADDED_BEFORE_OR_ABORTABLE
                : Manners.ADDED_BEFORE;
    return transactions.admit(
        tick,
        new Producer(message.transactionalId(), message.producerId(), message.producerEpoch()),
        message.groupId(),
        manners);
  }

  /** A request that names nothing that exists does not begin a transaction. */
  private boolean namesPartition(TxnOffsetCommitRequest message, short version) {
    for (TxnOffsetCommitRequestTopic asked : message.topics()) {
      Topic topic =
          version >= FIRST_VERSION_WITH_TOPIC_IDS
              ? catalog.image().topic(asked.topicId())
              : catalog.image().topic(asked.name());
      if (topic != null
          && asked.partitions().stream()
              .anyMatch(partition -> topic.partition(partition.partitionIndex()) != null)) {
        return true;
      }
    }
    return false;
  }

  private static TxnOffsetCommitResponse refusal(TxnOffsetCommitRequest message, KafkaError error) {
    return new TxnOffsetCommitResponse()
        .topics(message.topics().stream().map(topic -> refusal(topic, error)).toList());
  }

  private static TxnOffsetCommitResponseTopic refusal(
      TxnOffsetCommitRequestTopic topic, KafkaError error) {
    return new TxnOffsetCommitResponseTopic()
        .name(topic.name())
        .topicId(topic.topicId())
        .partitions(
            topic.partitions().stream()
                .map(
                    partition ->
                        new TxnOffsetCommitResponsePartition()
                            .partitionIndex(partition.partitionIndex())
                            .errorCode(error.code()))
                .toList());
  }
}
