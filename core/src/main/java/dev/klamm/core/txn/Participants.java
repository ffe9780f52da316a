package dev.klamm.core.txn;

import static dev.klamm.core.txn.TransactionState.ONGOING;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.txn.TransactionTimer.TransactionOver;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a transaction reaches to. Clients of version 1 say so before they write, and each write is
 * checked against it; in version 2 writing says it.
 */
final class Participants {
  private final Transactions transactions;

  Participants(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Lets a transaction reach into partitions and groups, beginning it if need be. */
  KafkaError add(
      Producer producer,
      Set<TopicPartition> partitions,
      Set<String> groups,
      TransactionVersion version,
      Turn turn) {
    TransactionMetadata now = transactions.get(producer.transactionalId());
    KafkaError error = check(producer, now);
    if (now == null || error != KafkaError.NONE) {
      return error;
    }
    if (!reaches(now, partitions, groups)) {
      if (!now.is(ONGOING)) {
        turn.effects().setTimer(new TransactionOver(producer.transactionalId()), now.timeoutMs());
      }
      Transactions.put(
          producer.transactionalId(), now.joined(partitions, groups, version, turn.nowMs()), turn);
    }
    return KafkaError.NONE;
  }

  /** Whether a partition was added to the transaction that is open. */
  KafkaError verify(Producer producer, TopicPartition partition) {
    return verify(producer, Set.of(partition), Set.of());
  }

  /** Whether a group was. */
  KafkaError verify(Producer producer, String group) {
    return verify(producer, Set.of(), Set.of(group));
  }

  private KafkaError verify(Producer producer, Set<TopicPartition> partitions, Set<String> groups) {
    TransactionMetadata now = transactions.get(producer.transactionalId());
    KafkaError error = check(producer, now);
    if (now == null || error != KafkaError.NONE) {
      return error;
    }
    return reaches(now, partitions, groups) ? KafkaError.NONE : KafkaError.TRANSACTION_ABORTABLE;
  }

  private static boolean reaches(
      TransactionMetadata now, Set<TopicPartition> partitions, Set<String> groups) {
    return now.is(ONGOING)
        && now.partitions().containsAll(partitions)
        && now.groups().containsAll(groups);
  }

  private static KafkaError check(Producer producer, @Nullable TransactionMetadata now) {
    if (producer.transactionalId().isEmpty()) {
      return KafkaError.INVALID_REQUEST;
    }
    if (now == null || now.producerId() != producer.producerId()) {
      return KafkaError.INVALID_PRODUCER_ID_MAPPING;
    }
    return now.epoch() == producer.epoch() ? KafkaError.NONE : KafkaError.PRODUCER_FENCED;
  }
}
