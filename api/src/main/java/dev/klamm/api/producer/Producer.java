package dev.klamm.api.producer;

import dev.klamm.api.cluster.PartitionInfo;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.metrics.Metric;
import dev.klamm.api.metrics.MetricName;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to topics. Safe for use by several threads; one producer for a whole application is
 * the rule.
 *
 * <p>Records are gathered into batches per partition and sent in the background. Records of one
 * partition arrive in the order in which {@code send} was called for them by one thread. By default
 * a producer is idempotent: it repeats what may have failed, and still no record arrives twice or
 * out of order.
 *
 * <p>Every record ends in one of two ways within {@code delivery.timeout.ms}: with its {@link
 * RecordMetadata}, or with an exception whose kind says what to do (see {@code
 * dev.klamm.api.error}).
 *
 * <p>With {@code transactional.id} set, records are sent in transactions (KIP-98): consumers with
 * {@code isolation.level=read_committed} see all records of a transaction or none. First {@link
 * #initTransactions()}, once; then for each transaction {@link #beginTransaction()}, any number of
 * {@code send} and {@link #sendOffsetsToTransaction}, and {@link #commitTransaction()} or {@link
 * #abortTransaction()}. What a failure asks for is its kind:
 *
 * <ul>
 *   <li>{@link dev.klamm.api.error.RetriableException}, mostly a time-out: the outcome is not known
 *       yet; call the same method again;
 *   <li>{@link dev.klamm.api.error.AbortableException}: abort the transaction; the producer stays
 *       usable. Also when the future of a record in the transaction failed;
 *   <li>{@link dev.klamm.api.error.FatalException}: close the producer. Whatever was not committed
 *       is aborted by the broker;
 *   <li>{@link dev.klamm.api.error.MisconfiguredException}, from {@link #initTransactions()} only:
 *       change what the message names, then call it again.
 * </ul>
 *
 * <p>The calls that wait may be made by any thread, virtual ones too, but not by callbacks: {@link
 * TransactionalProducer} has the same without waiting.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1
 */
public interface Producer<K, V> extends Closeable {
  /** The same as {@link #send(ProducerRecord, Callback)} without a callback. */
  Future<RecordMetadata> send(ProducerRecord<K, V> record);

  /**
   * Takes a record for sending and returns at once: it waits neither for metadata nor for a broker.
   * The record's headers are read-only from then on, and its bytes must not be changed.
   *
   * <p>Serializers, interceptors and the partitioner run inside this call, or later on the
   * producer's thread if the topic is not known yet.
   *
   * <p>When {@code buffer.memory} is used up, {@code klamm.producer.buffer.full} decides: the
   * future fails at once with {@link dev.klamm.api.error.BufferExhaustedException}, the call waits
   * for room for up to {@code max.block.ms}, or older records give way ({@link BufferFullPolicy}).
   *
   * @param callback told of the outcome on the producer's own thread, in the order of sending
   *     within a partition; or null
   * @return completed when {@code acks} brokers have the record. It fails with {@link
   *     dev.klamm.api.error.TimeoutException} after {@code delivery.timeout.ms} (whether the record
   *     arrived is not known), with {@link dev.klamm.api.error.RecordTooLargeException}, or with
   *     any other error of the broker.
   * @throws dev.klamm.api.error.SerializationException if key or value cannot be serialized
   * @throws IllegalStateException if the producer is closed, or has a {@code transactional.id} and
   *     no transaction is open. In a transaction that failed the future fails instead, with {@link
   *     dev.klamm.api.error.TransactionAbortedException}.
   */
  Future<RecordMetadata> send(ProducerRecord<K, V> record, @Nullable Callback callback);

  /**
   * Makes this producer the only one with its {@code transactional.id}: one that used the id before
   * is fenced, and its open transaction is aborted. Waits for that, up to {@code max.block.ms}.
   * Needed once, before the first transaction.
   *
   * @throws dev.klamm.api.error.TimeoutException if it took longer; it goes on, and the call may be
   *     repeated
   * @throws dev.klamm.api.error.MisconfiguredException if the broker refuses the id or {@code
   *     transaction.timeout.ms}; the call may be repeated once that is mended
   * @throws IllegalStateException if there is no {@code transactional.id}, or this was done already
   */
  void initTransactions();

  /**
   * Begins a transaction. Waits for nothing. The broker aborts it by itself when it is not ended
   * within {@code transaction.timeout.ms} after its first record or offset.
   *
   * @throws IllegalStateException if {@link #initTransactions()} was not called, or a transaction
   *     is open or not yet ended
   * @throws dev.klamm.api.error.AbortableException if the last transaction failed and is not
   *     aborted yet
   * @throws dev.klamm.api.error.FatalException if the producer cannot go on
   */
  void beginTransaction();

  /**
   * Commits what a consumer has read together with the open transaction. Waits until the group's
   * coordinator has the offsets, up to {@code max.block.ms}; they count from the moment the
   * transaction is committed. The consumer must not commit them itself: set {@code
   * enable.auto.commit=false}.
   *
   * @param offsets of each partition, that of the record to read <em>next</em>
   * @param group what {@link dev.klamm.api.consumer.Consumer#groupMetadata()} says, by which a
   *     member that lost its partitions is refused (KIP-447)
   * @throws dev.klamm.api.error.CommitFailedException if the group gave the partitions to others:
   *     abort
   * @throws dev.klamm.api.error.AbortableException if the transaction failed: abort
   * @throws dev.klamm.api.error.TimeoutException if it took longer; the call may be repeated, or
   *     the transaction aborted
   * @throws IllegalStateException if no transaction is open
   */
  void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group);

  /**
   * Sends what is left, waits for its outcome and commits, within {@code max.block.ms}. No further
   * record may be sent meanwhile.
   *
   * @throws dev.klamm.api.error.AbortableException if anything of the transaction failed: abort
   * @throws dev.klamm.api.error.TimeoutException if it took longer: it goes on, and its outcome is
   *     not known. Call this again to wait for it; nothing else is possible until then
   * @throws dev.klamm.api.error.ProducerFencedException if another producer took over the id, or
   *     the broker aborted the transaction because it was open for too long: close the producer
   * @throws IllegalStateException if no transaction is open
   */
  void commitTransaction();

  /**
   * Undoes the transaction, within {@code max.block.ms}. Records that were not sent yet fail with
   * {@link dev.klamm.api.error.TransactionAbortedException}.
   *
   * @throws dev.klamm.api.error.TimeoutException if it took longer: it goes on; call this again
   * @throws dev.klamm.api.error.FatalException if the producer cannot go on: close it
   * @throws IllegalStateException if no transaction is open
   */
  void abortTransaction();

  /**
   * Sends at once what has been gathered, without regard to {@code linger.ms}, and waits until
   * every record that was sent before this call has its outcome. Callbacks must not call this.
   *
   * @throws dev.klamm.api.error.InterruptException if the thread is interrupted meanwhile; nothing
   *     is lost
   */
  void flush();

  /**
   * The partitions of a topic, from the metadata at hand or else fetched; waits up to {@code
   * max.block.ms}.
   *
   * @throws dev.klamm.api.error.TimeoutException if the metadata did not come in time
   */
  List<PartitionInfo> partitionsFor(String topic);

  /**
   * What the producer measures, by name: those of {@code producer-metrics} and, with the tag {@code
   * topic}, {@code producer-topic-metrics}. Values are Kafka's in name and meaning, other than that
   * averages and maxima are those since the start. Any thread; the map is that of the moment, the
   * values in it go on changing.
   */
  Map<MetricName, ? extends Metric> metrics();

  /**
   * Closes with all the time that records need: every one gets its outcome. A transaction that is
   * open is aborted, for which {@code max.block.ms} must do: else the broker aborts it by itself.
   */
  @Override
  void close();

  /**
   * Refuses further records, sends what has been gathered, and frees everything. What has no
   * outcome in time fails. A transaction that is open is aborted; one that is being committed is
   * waited for. Calling it again does nothing. From a callback it waits for nothing.
   *
   * @param timeout how long to wait; zero or more
   */
  void close(Duration timeout);
}
