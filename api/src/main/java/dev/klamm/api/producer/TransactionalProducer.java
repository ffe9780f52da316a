package dev.klamm.api.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.AbortableException;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A producer with a {@code transactional.id}: the calls of {@link Producer} that wait, the same
 * calls without waiting, and a whole transaction as one call.
 *
 * <pre>{@code
 * producer.initTransactions();
 * while (running) {
 *   ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(1));
 *   producer.inTransaction(
 *       transaction -> {
 *         records.forEach(record -> transaction.send(enriched(record)));
 *         transaction.sendOffsetsToTransaction(after(records), consumer.groupMetadata());
 *       });
 * }
 * }</pre>
 *
 * <p>The stages end as the waiting calls do, with the same exceptions, but for their time limit:
 * they end when the outcome is known. They complete on the producer's own thread, so what is
 * chained to them without an executor must not block.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1
 */
public interface TransactionalProducer<K, V> extends Producer<K, V> {

  /** What belongs into one transaction. */
  @FunctionalInterface
  interface Work<K, V, X extends Exception> {
    /**
     * Sends records and offsets. It need not wait for them, and must neither begin nor end a
     * transaction.
     */
    void run(Producer<K, V> transaction) throws X;
  }

  /**
   * Begins a transaction, does the work in it and commits it. When the work or anything it sent
   * fails, the transaction is aborted and the failure thrown: then the work may be done again with
   * the same producer, unless the failure is a {@link dev.klamm.api.error.FatalException}.
   *
   * @throws dev.klamm.api.error.TimeoutException if the commit took longer than {@code
   *     max.block.ms}: its outcome is not known; call {@link #commitTransaction()} to wait for it
   * @throws X what the work threw
   */
  default <X extends Exception> void inTransaction(Work<K, V, X> work) throws X {
    beginTransaction();
    Throwable failure = null;
    try {
      work.run(this);
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      if (failure != null) {
        abortAfter(failure);
      }
    }
    try {
      commitTransaction();
    } catch (AbortableException e) {
      abortAfter(e);
      throw e;
    }
  }

  private void abortAfter(Throwable failure) {
    try {
      abortTransaction();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** {@link #initTransactions()} without waiting. */
  CompletionStage<Void> initTransactionsAsync();

  /** {@link #sendOffsetsToTransaction} without waiting; a commit waits for it. */
  CompletionStage<Void> sendOffsetsToTransactionAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group);

  /** {@link #commitTransaction()} without waiting. */
  CompletionStage<Void> commitTransactionAsync();

  /** {@link #abortTransaction()} without waiting. */
  CompletionStage<Void> abortTransactionAsync();
}
