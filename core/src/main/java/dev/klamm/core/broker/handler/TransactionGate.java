package dev.klamm.core.broker.handler;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.core.coordinator.CoordinatorRuntime;
import dev.klamm.core.coordinator.Effects;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.log.Partition;
import dev.klamm.core.txn.Producer;
import dev.klamm.core.txn.TransactionCoordinator;
import dev.klamm.core.txn.TransactionVersion;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Where whatever is written under a transactional id passes, on the engine, within the tick that
 * writes it: so a transaction and what belongs to it are in one commit, and nothing is written for
 * one that is over.
 */
public final class TransactionGate {

  private final CoordinatorRuntime<TransactionCoordinator> transactions;

  public TransactionGate(CoordinatorRuntime<TransactionCoordinator> transactions) {
    this.transactions = transactions;
  }

  /** What the clients of some versions of an API can be told, and what they leave to the broker. */
  public enum Manners {
    /** Partitions were added before; INVALID_TXN_STATE if not. */
    ADDED_BEFORE,
    /** The same, with TRANSACTION_ABORTABLE (KIP-890). */
    ADDED_BEFORE_OR_ABORTABLE,
    /** Writing adds them (KIP-890). */
    ADDED_BY_WRITING
  }

  /** A transactional id that writes. */
  public record Writer(TransactionGate gate, String transactionalId, Manners manners) {

    /** Whether a batch of a transaction may be appended; adds the partition where that is due. */
    public KafkaError admit(Tick tick, Partition partition, ByteBuffer batch) {
      int at = batch.position();
      long producerId = BatchFormat.producerId(batch, at);
      short epoch = BatchFormat.producerEpoch(batch, at);
      return partition.isInTransaction(producerId, epoch)
          ? KafkaError.NONE
          : gate.admit(
              tick, new Producer(transactionalId, producerId, epoch), partition.name(), manners);
    }
  }

  private KafkaError admit(
      Tick tick, Producer producer, TopicPartition partition, Manners manners) {
    Question question =
        (coordinator, nowMs, effects) ->
            manners == Manners.ADDED_BY_WRITING
                ? coordinator.addPartitions(
                    producer, Set.of(partition), TransactionVersion.V2, nowMs, effects)
                : coordinator.verifyPartition(producer, partition);
    return ask(tick, question, manners);
  }

  /** Whether offsets of a group may be written; adds the group where that is due. */
  public KafkaError admit(Tick tick, Producer producer, String groupId, Manners manners) {
    Question question =
        (coordinator, nowMs, effects) ->
            manners == Manners.ADDED_BY_WRITING
                ? coordinator.addGroup(producer, groupId, TransactionVersion.V2, nowMs, effects)
                : coordinator.verifyGroup(producer, groupId);
    return ask(tick, question, manners);
  }

  @FunctionalInterface
  private interface Question {
    KafkaError put(TransactionCoordinator coordinator, long nowMs, Effects effects);
  }

  private KafkaError ask(Tick tick, Question question, Manners manners) {
    KafkaError[] answer = {KafkaError.NONE};
    transactions.run(
        (coordinator, nowMs, effects) -> answer[0] = question.put(coordinator, nowMs, effects),
        tick);
    return told(answer[0], manners);
  }

  /** Who writes is told of a newer producer in other words than who asks the coordinator. */
  private static KafkaError told(KafkaError error, Manners manners) {
    if (error == KafkaError.PRODUCER_FENCED) {
      return KafkaError.INVALID_PRODUCER_EPOCH;
    }
    return error == KafkaError.TRANSACTION_ABORTABLE && manners == Manners.ADDED_BEFORE
        ? KafkaError.INVALID_TXN_STATE
        : error;
  }
}
