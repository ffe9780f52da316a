package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import java.util.List;

/** Idempotent and transactional producers. */
public final class TransactionKeys {

  private static final String NO_LOG_OF_ITS_OWN =
      "what is known of transactions is kept in the store, not in a topic";
  private static final String AT_ONCE =
      "partitions are checked and added in the commit that writes";
  private static final String BY_TIMER = "a transaction is aborted when its time is over";
  private static final String NO_TWO_PHASES = "two-phase commit is not answered";

  public static final ConfigKey<Integer> MAX_TIMEOUT_MS =
      ConfigKey.int32("transaction.max.timeout.ms")
          .defaultTo(900_000)
          .atLeast(1)
          .high()
          .doc("The longest time that a producer may ask to keep a transaction open.");

  public static final ConfigKey<Integer> ID_EXPIRATION_MS =
      ConfigKey.int32("transactional.id.expiration.ms")
          .defaultTo(604_800_000)
          .atLeast(1)
          .high()
          .doc("How long a transactional id is remembered that nobody uses.");

  public static final ConfigKey<Integer> EXPIRY_CHECK_MS =
      ConfigKey.int32("transaction.remove.expired.transaction.cleanup.interval.ms")
          .defaultTo(3_600_000)
          .atLeast(1)
          .low()
          .doc("How often transactional ids are looked for that nobody uses.");

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
        .readOnly(ValueType.INT, MAX_TIMEOUT_MS)
        .readOnly(ValueType.INT, ID_EXPIRATION_MS)
        .readOnly(ValueType.INT, EXPIRY_CHECK_MS)
        .withoutEffect(UpdateMode.READ_ONLY, AT_ONCE)
        .int32("add.partitions.to.txn.retry.backoff.max.ms", 100, 0)
        .int32("add.partitions.to.txn.retry.backoff.ms", 20, 1)
        .withoutEffect(UpdateMode.READ_ONLY, BY_TIMER)
        .int32("producer.id.expiration.check.interval.ms", 600000, 1)
        .int32("transaction.abort.timed.out.transaction.cleanup.interval.ms", 10000, 1)
        .withoutEffect(UpdateMode.READ_ONLY, NO_LOG_OF_ITS_OWN)
        .int32("transaction.state.log.load.buffer.size", 5242880, 1)
        .int32("transaction.state.log.min.isr", 2, 1)
        .int32("transaction.state.log.num.partitions", 50, 1)
        .int16("transaction.state.log.replication.factor", 3, 1)
        .int32("transaction.state.log.segment.bytes", 104857600, 1)
        .withoutEffect(UpdateMode.CLUSTER_WIDE, AT_ONCE)
        .bool("transaction.partition.verification.enable", true)
        .refused(NO_TWO_PHASES)
        .bool("transaction.two.phase.commit.enable", false)
        .keys();
  }
}
