package dev.klamm.core.producer;

import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.core.producer.PartitionLine.Arrival;
import dev.klamm.core.producer.ProduceExchange.SentBatch;
import java.util.concurrent.TimeUnit;

/** Gives up what has not arrived within {@code delivery.timeout.ms}. On the loop only. */
final class BatchExpiry {
  private final SenderOptions options;
  private final RecordAccumulator accumulator;
  private final BatchOutcomes outcomes;

  BatchExpiry(SenderOptions options, RecordAccumulator accumulator, BatchOutcomes outcomes) {
    this.options = options;
    this.accumulator = accumulator;
    this.outcomes = outcomes;
  }

  /** Goes over the batches of a partition from the oldest on, and says when to come back. */
  void expire(PartitionQueue queue, long now, LookTimer timer) {
    PartitionLine line = queue.line;
    ProducerBatch first = line.first();
    while (first != null && now - first.createdNanos >= options.deliveryTimeoutNanos()) {
      outcomes.giveUp(new SentBatch(queue, first), overdue(queue, first), Arrival.NO);
      first = line.first();
    }
    if (first != null) {
      timer.lookAt(first.createdNanos + options.deliveryTimeoutNanos());
      return;
    }
    expireWaiting(queue, now);
    long since = queue.headSince();
    if (since != PartitionQueue.NONE && since != PartitionQueue.FULL) {
      timer.lookAt(since + options.deliveryTimeoutNanos());
    }
  }

  private void expireWaiting(PartitionQueue queue, long now) {
    long limit = now - options.deliveryTimeoutNanos();
    for (ProducerBatch head = queue.pollOlderThan(limit);
        head != null;
        head = queue.pollOlderThan(limit)) {
      KafkaException error = overdue(queue, head);
      accumulator.release(head);
      accumulator.tellFailed(error);
      head.fail(error);
    }
  }

  private TimeoutException overdue(PartitionQueue queue, ProducerBatch batch) {
    long limitMs = TimeUnit.NANOSECONDS.toMillis(options.deliveryTimeoutNanos());
    String why =
        batch.attempts > 0
            ? "after " + batch.attempts + " tries"
            : queue.line.leader < 0 ? "the partition has no leader" : "it could not be sent";
    return new TimeoutException(
        "%s was not done within delivery.timeout.ms=%d: %s".formatted(batch, limitMs, why),
        batch.lastError);
  }
}
