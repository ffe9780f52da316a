package dev.klamm.core.producer;

import dev.klamm.api.producer.BufferFullPolicy;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.retry.RetryPolicy;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What decides how records are gathered and sent; the names are Kafka's keys.
 *
 * @param acks -1 for all, 0 or 1
 * @param batchSize bytes of a batch, header included, before compression
 * @param lingerNanos how long a batch that is not full waits for more records
 * @param bufferMemory bytes that all batches and waiting records may take
 * @param whenFull what to do beyond that
 * @param maxBlockNanos how long to wait for room when that is to wait
 * @param maxRequestSize largest batch and about the largest request, as it is sent
 * @param maxInFlight requests to one broker without an answer
 * @param deliveryTimeoutNanos from sending a record to its outcome
 * @param requestTimeoutMs for one request; also what the broker may take to replicate
 * @param idempotent whether batches carry sequence numbers
 * @param retries tries of a batch after the first
 * @param retryPolicy asked after each failed try of a batch
 * @param transactionalId or null without transactions
 * @param transactionTimeoutMs after how long the broker aborts a transaction by itself
 */
record SenderOptions(
    short acks,
    int batchSize,
    long lingerNanos,
    long bufferMemory,
    BufferFullPolicy whenFull,
    long maxBlockNanos,
    int maxRequestSize,
    int maxInFlight,
    long deliveryTimeoutNanos,
    int requestTimeoutMs,
    CompressionType compression,
    int compressionLevel,
    boolean idempotent,
    int retries,
    RetryPolicy retryPolicy,
    @Nullable String transactionalId,
    int transactionTimeoutMs) {

  /** A batch has room for a header and a small record even if {@code batch.size} is 0. */
  private static final int LEAST_BATCH = 256;

  static SenderOptions of(ProducerSettings settings, RandomGenerator random) {
    return new SenderOptions(
        settings.acks().code(),
        Math.max(LEAST_BATCH, settings.batchSize()),
        settings.linger().toNanos(),
        settings.bufferMemory(),
        settings.bufferFullPolicy(),
        settings.maxBlock().toNanos(),
        settings.maxRequestSize(),
        settings.maxInFlightRequestsPerConnection(),
        settings.deliveryTimeout().toNanos(),
        Math.toIntExact(settings.client().requestTimeout().toMillis()),
        settings.compressionType(),
        settings.compressionLevel(),
        settings.isIdempotent(),
        settings.retries(),
        settings.client().retryPolicy(random),
        settings.transactionalId().orElse(null),
        settings.transactionalId().isPresent()
            ? Math.toIntExact(settings.transactionTimeout().toMillis())
            : Integer.MAX_VALUE);
  }
}
