package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.DisconnectException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.RecordTooLargeException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.core.producer.PartitionLine.Arrival;
import dev.klamm.core.producer.PartitionLine.Renumbering;
import dev.klamm.core.producer.ProduceExchange.SentBatch;
import dev.klamm.protocol.message.ProduceResponse.BatchIndexAndErrorMessage;
import dev.klamm.protocol.message.ProduceResponse.LeaderIdAndEpoch;
import dev.klamm.protocol.message.ProduceResponse.PartitionProduceResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a batch after a try: it is done, it is sent again, it is split, or it is
 * given up. On the loop only.
 */
final class BatchOutcomes {
  private static final Logger LOG = LoggerFactory.getLogger(BatchOutcomes.class);

  private final SenderOptions options;
  private final NetworkClient client;
  private final RecordAccumulator accumulator;
  private final TransactionManager transactions;
  private final ProducerMetrics metrics;
  private final BatchSplitter splitter;

  BatchOutcomes(
      SenderOptions options,
      NetworkClient client,
      RecordAccumulator accumulator,
      TransactionManager transactions,
      ProducerMetrics metrics) {
    this.metrics = metrics;
    this.options = options;
    this.client = client;
    this.accumulator = accumulator;
    this.transactions = transactions;
    this.splitter = new BatchSplitter(accumulator);
  }

  void onAnswer(SentBatch sent, PartitionProduceResponse answer) {
    if (sent.batch().done) {
      return;
    }
    KafkaError error = KafkaError.forCode(answer.errorCode());
    if (isPointless(error)) {
      giveUp(sent, error.exception(answer.errorMessage()), Arrival.NO);
      return;
    }
    switch (error) {
      case NONE -> succeed(sent, answer.baseOffset(), answer.logAppendTimeMs());
      // The broker has it already from an earlier try.
      case DUPLICATE_SEQUENCE_NUMBER -> succeed(sent, answer.baseOffset(), -1);
      case MESSAGE_TOO_LARGE -> onTooLarge(sent, "the topic's max.message.bytes", -1);
      case OUT_OF_ORDER_SEQUENCE_NUMBER, UNKNOWN_PRODUCER_ID, INVALID_PRODUCER_EPOCH ->
          onSequenceError(sent, answer);
      default -> onError(sent, answer);
    }
  }

  /** Whether trying again cannot help, since the transaction is given up. */
  private boolean isPointless(KafkaError error) {
    return error != KafkaError.NONE
        && error != KafkaError.DUPLICATE_SEQUENCE_NUMBER
        && !transactions.allowsRetry();
  }

  /** The request failed as a whole; the broker may have stored the batch all the same. */
  void onNoAnswer(SentBatch sent, KafkaException error) {
    ProducerBatch batch = sent.batch();
    if (batch.done) {
      return;
    }
    batch.uncertain = true;
    batch.keepsMemory = true;
    client.metadata().requestUpdate();
    boolean temporary =
        error.isRetriable()
            || error instanceof DisconnectException
            || error instanceof TimeoutException;
    if (!temporary || !transactions.allowsRetry() || !retry(batch, error)) {
      giveUp(sent, error, Arrival.NO);
    }
  }

  private void succeed(SentBatch sent, long baseOffset, long logAppendTime) {
    ProducerBatch batch = sent.batch();
    metrics.succeeded(batch);
    sent.queue().line.remove(batch, Arrival.YES);
    accumulator.release(batch);
    batch.succeed(baseOffset, logAppendTime);
  }

  void giveUp(SentBatch sent, KafkaException error, Arrival arrival) {
    ProducerBatch batch = sent.batch();
    LOG.debug("Giving up {}", batch, error);
    remove(sent, error, arrival);
    batch.fail(error);
  }

  private void remove(SentBatch sent, KafkaException error, Arrival arrival) {
    ProducerBatch batch = sent.batch();
    metrics.failed(batch);
    batch.keepsMemory |= batch.onWire;
    sent.queue().line.remove(batch, arrival);
    accumulator.release(batch);
    transactions.onBatchFailed(error);
  }

  private void onError(SentBatch sent, PartitionProduceResponse answer) {
    KafkaException error = KafkaError.exceptionForCode(answer.errorCode(), answer.errorMessage());
    boolean moved = followLeader(sent.batch().partition, answer.currentLeader());
    if (error.error().refreshesMetadata() && !moved) {
      client.metadata().requestUpdate();
    }
    if (error.isRetriable() && retry(sent.batch(), error)) {
      if (moved) {
        sent.batch().retryAtNanos = now();
      }
    } else if (answer.recordErrors().isEmpty()) {
      giveUp(sent, error, Arrival.NO);
    } else {
      failByRecord(sent, error, answer.recordErrors());
    }
  }

  /** Takes the new leader from the answer (KIP-951), if the broker is known. */
  private boolean followLeader(TopicPartition partition, LeaderIdAndEpoch leader) {
    if (leader.leaderId() < 0) {
      return false;
    }
    client.metadata().updateLeader(partition, leader.leaderId(), leader.leaderEpoch());
    return client.metadata().snapshot().leader(partition) == leader.leaderId();
  }

  /**
   * The broker lacks a number before this batch's. For the first in line that means that it lost
   * count; the others wait for those before them.
   */
  private void onSequenceError(SentBatch sent, PartitionProduceResponse answer) {
    ProducerBatch batch = sent.batch();
    PartitionLine line = sent.queue().line;
    if (!transactions.isIdempotent()) {
      onError(sent, answer);
      return;
    }
    KafkaError error = KafkaError.forCode(answer.errorCode());
    boolean ofOthers = error == KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER && !line.isFirst(batch);
    if (transactions.isTransactional() && !ofOthers) {
      giveUp(sent, error.exception(answer.errorMessage()), Arrival.NO);
      return;
    }
    batch.lastError = KafkaError.exceptionForCode(answer.errorCode(), answer.errorMessage());
    batch.retryAtNanos = now();
    if (line.isFirst(batch)) {
      line.restartAsNothingIsStored();
      batch.retryAtNanos += pauseNanos(batch);
    }
  }

  private long pauseNanos(ProducerBatch batch) {
    long ms = client.settings().retryBackoff().delayMs(batch.attempts, client.runtime().random());
    return TimeUnit.MILLISECONDS.toNanos(ms);
  }

  /** Plans another try, unless the policy or the number of retries is against it. */
  private boolean retry(ProducerBatch batch, KafkaException error) {
    batch.lastError = error;
    if (batch.attempts > options.retries()) {
      return false;
    }
    long now = now();
    Optional<Duration> delay =
        options
            .retryPolicy()
            .nextDelay(batch.attempts, error, Duration.ofNanos(now - batch.firstTryNanos));
    delay.ifPresent(wait -> batch.retryAtNanos = now + pause(error, wait).toNanos());
    return delay.isPresent();
  }

  private static Duration pause(KafkaException error, Duration wait) {
    boolean soon =
        error.error() == KafkaError.CONCURRENT_TRANSACTIONS
            && wait.toMillis() > TransactionSender.PAUSE_WHILE_ENDING_MS;
    return soon ? Duration.ofMillis(TransactionSender.PAUSE_WHILE_ENDING_MS) : wait;
  }

  /** The broker says which records are wrong (KIP-467); the others were not stored either. */
  private void failByRecord(
      SentBatch sent, KafkaException error, List<BatchIndexAndErrorMessage> recordErrors) {
    Map<Integer, KafkaException> wrong = new HashMap<>();
    for (BatchIndexAndErrorMessage one : recordErrors) {
      wrong.put(one.batchIndex(), error.error().exception(one.batchIndexErrorMessage()));
    }
    KafkaException others =
        error
            .error()
            .exception(
                "the record itself is right, but %d others in its batch are not"
                    .formatted(wrong.size()));
    remove(sent, error, Arrival.NO);
    sent.batch().fail(index -> wrong.getOrDefault(index, others));
  }

  /**
   * The batch is larger than a limit: smaller batches may do, but a single record does not become
   * smaller.
   */
  void onTooLarge(SentBatch sent, String limit, int bytes) {
    ProducerBatch batch = sent.batch();
    if (batch.count() > 1) {
      List<ProducerBatch> parts = splitter.split(batch, now());
      sent.queue()
          .line
          .replace(
              batch,
              parts,
              transactions.isTransactional() ? Renumbering.SHARED : Renumbering.NEW_EPOCH);
      batch.done = true;
      accumulator.release(batch);
      return;
    }
    giveUp(sent, tooLarge(batch, limit, bytes), Arrival.NO);
  }

  private static RecordTooLargeException tooLarge(ProducerBatch batch, String limit, int bytes) {
    return new RecordTooLargeException(
        "a record for %s makes a batch of %d bytes as it is sent, more than %s%s"
            .formatted(batch.partition, batch.sizeInBytes(), limit, bytes < 0 ? "" : "=" + bytes));
  }

  private long now() {
    return client.loop().clock().nanos();
  }
}
