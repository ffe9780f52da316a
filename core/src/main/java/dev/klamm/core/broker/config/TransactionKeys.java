package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import java.util.List;

/** Idempotent and transactional producers. */
public final class TransactionKeys {

  private static final String NO_TRANSACTIONS = "transactional producers are not answered";

  public static final ConfigKey<Integer> PRODUCER_ID_EXPIRATION_MS =
      ConfigKey.int32("producer.id.expiration.ms")
          .defaultTo(86_400_000)
          .atLeast(1)
          .low()
          .doc("How long an idempotent producer that is idle is remembered.");

  private TransactionKeys() {}

  static List<ServerKey> all() {
    return new KeyList()
        .clusterWide(ValueType.INT, PRODUCER_ID_EXPIRATION_MS)
        .withoutEffect(UpdateMode.READ_ONLY, NO_TRANSACTIONS)
        .int32("add.partitions.to.txn.retry.backoff.max.ms", 100, 0)
        .int32("add.partitions.to.txn.retry.backoff.ms", 20, 1)
        .int32("producer.id.expiration.check.interval.ms", 600000, 1)
        .int32("transaction.abort.timed.out.transaction.cleanup.interval.ms", 10000, 1)
        .int32("transaction.max.timeout.ms", 900000, 1)
        .int32("transaction.remove.expired.transaction.cleanup.interval.ms", 3600000, 1)
        .int32("transaction.state.log.load.buffer.size", 5242880, 1)
        .int32("transaction.state.log.min.isr", 2, 1)
        .int32("transaction.state.log.num.partitions", 50, 1)
        .int16("transaction.state.log.replication.factor", 3, 1)
        .int32("transaction.state.log.segment.bytes", 104857600, 1)
        .int32("transactional.id.expiration.ms", 604800000, 1)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, NO_TRANSACTIONS)
        .bool("transaction.partition.verification.enable", true)
        .refused(NO_TRANSACTIONS)
        .bool("transaction.two.phase.commit.enable", false)
        .keys();
  }
}
