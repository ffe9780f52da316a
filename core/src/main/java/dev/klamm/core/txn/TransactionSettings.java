package dev.klamm.core.txn;

import java.time.Duration;

/**
 * What can be set about transactions, under Kafka's names and defaults.
 *
 * @param maxTimeoutMs transaction.max.timeout.ms
 * @param idExpirationMs transactional.id.expiration.ms
 * @param expiryCheckIntervalMs transaction.remove.expired.transaction.cleanup.interval.ms
 */
public record TransactionSettings(
    int maxTimeoutMs, long idExpirationMs, long expiryCheckIntervalMs) {

  public static TransactionSettings defaults() {
    return new TransactionSettings(
        (int) Duration.ofMinutes(15).toMillis(),
        Duration.ofDays(7).toMillis(),
        Duration.ofHours(1).toMillis());
  }
}
