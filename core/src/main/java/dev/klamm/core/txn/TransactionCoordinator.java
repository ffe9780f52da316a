package dev.klamm.core.txn;

import static dev.klamm.core.txn.TransactionState.ONGOING;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.Coordinator;
import dev.klamm.core.coordinator.Effects;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.coordinator.TimerEvent;
import dev.klamm.core.txn.TransactionTimer.ExpiryCheckDue;
import dev.klamm.core.txn.TransactionTimer.TransactionOver;
import dev.klamm.protocol.message.DescribeTransactionsRequest;
import dev.klamm.protocol.message.DescribeTransactionsResponse;
import dev.klamm.protocol.message.EndTxnRequest;
import dev.klamm.protocol.message.EndTxnResponse;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;
import dev.klamm.protocol.message.ListTransactionsRequest;
import dev.klamm.protocol.message.ListTransactionsResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks after all transactional ids of the broker, and gives producers their ids. See {@link
 * Coordinator} for how it is driven.
 */
public final class TransactionCoordinator implements Coordinator {
  private final TransactionSettings settings;
  private final Transactions transactions = new Transactions();
  private final ProducerIds producerIds = new ProducerIds();
  private final Participants participants = new Participants(transactions);
  private final TransactionListings listings = new TransactionListings(transactions);
  private final TransactionEnds ends;
  private final ProducerInits inits;

  /**
   * Builds a coordinator without transactional ids.
   *
   * @param epoch written into markers; higher with each start of the broker
   */
  public TransactionCoordinator(TransactionSettings settings, int epoch) {
    this.settings = settings;
    ends = new TransactionEnds(transactions, producerIds, epoch);
    inits = new ProducerInits(transactions, producerIds, ends, settings);
  }

  public void initProducerId(
      InitProducerIdRequest request,
      short apiVersion,
      ReplyHandle<InitProducerIdResponse> to,
      long nowMs,
      Effects effects) {
    inits.init(request, apiVersion, to, new Turn(nowMs, effects));
  }

  /** Lets a transaction reach into some partitions; all or, with an error, none. */
  public KafkaError addPartitions(
      Producer producer,
      Set<TopicPartition> partitions,
      TransactionVersion version,
      long nowMs,
      Effects effects) {
    return participants.add(producer, partitions, Set.of(), version, new Turn(nowMs, effects));
  }

  /** Lets a transaction reach into a group's offsets. */
  public KafkaError addGroup(
      Producer producer, String groupId, TransactionVersion version, long nowMs, Effects effects) {
    return participants.add(producer, Set.of(), Set.of(groupId), version, new Turn(nowMs, effects));
  }

  /** Whether a partition was added: else TRANSACTION_ABORTABLE, or why nothing may be written. */
  public KafkaError verifyPartition(Producer producer, TopicPartition partition) {
    return participants.verify(producer, partition);
  }

  /** Whether a group was added. */
  public KafkaError verifyGroup(Producer producer, String groupId) {
    return participants.verify(producer, groupId);
  }

  public void endTransaction(
      EndTxnRequest request,
      short apiVersion,
      ReplyHandle<EndTxnResponse> to,
      long nowMs,
      Effects effects) {
    ends.end(request, apiVersion, to, new Turn(nowMs, effects));
  }

  public void describe(
      DescribeTransactionsRequest request,
      ReplyHandle<DescribeTransactionsResponse> to,
      long nowMs,
      Effects effects) {
    listings.describe(request, to, new Turn(nowMs, effects));
  }

  public void list(
      ListTransactionsRequest request,
      ReplyHandle<ListTransactionsResponse> to,
      long nowMs,
      Effects effects) {
    listings.list(request, to, new Turn(nowMs, effects));
  }

  /** A topic is being deleted: open transactions have nothing to end in it any more. */
  public void onTopicDeleted(String topic, long nowMs, Effects effects) {
    Turn turn = new Turn(nowMs, effects);
    transactions
        .all()
        .forEach(
            (id, metadata) -> {
              TransactionMetadata without = metadata.without(topic);
              if (without.partitions().size() < metadata.partitions().size()) {
                Transactions.put(id, without, turn);
              }
            });
  }

  @Override
  public List<byte[]> prefixes() {
    return List.of(ProducerIds.prefix(), Transactions.prefix());
  }

  @Override
  public void replay(byte[] key, byte @Nullable [] value) {
    if (value != null && ProducerIds.isKey(key)) {
      producerIds.replay(value);
    } else {
      transactions.replay(key, value);
    }
  }

  @Override
  public void onLoaded(long nowMs, Effects effects) {
    producerIds.loaded();
    transactions
        .all()
        .forEach(
            (id, metadata) -> {
              if (metadata.is(ONGOING)) {
                long leftMs = metadata.startMs() + metadata.timeoutMs() - nowMs;
                effects.setTimer(new TransactionOver(id), Math.max(0, leftMs));
              }
            });
    effects.setTimer(new ExpiryCheckDue(), settings.expiryCheckIntervalMs());
  }

  @Override
  public void onTimer(TimerEvent event, long nowMs, Effects effects) {
    Turn turn = new Turn(nowMs, effects);
    if (event instanceof TransactionOver over) {
      ends.onTransactionOver(over, turn);
    } else if (event instanceof ExpiryCheckDue) {
      removeUnused(turn);
      effects.setTimer(event, settings.expiryCheckIntervalMs());
    }
  }

  private void removeUnused(Turn turn) {
    transactions
        .all()
        .forEach(
            (id, metadata) -> {
              boolean isOld = turn.nowMs() - metadata.updateMs() >= settings.idExpirationMs();
              if (isOld && !metadata.is(ONGOING)) {
                Transactions.delete(id, turn);
              }
            });
  }
}
