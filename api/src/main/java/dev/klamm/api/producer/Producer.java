package dev.klamm.api.producer;

import dev.klamm.api.cluster.PartitionInfo;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
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
   * future fails at once with {@link dev.klamm.api.error.BufferExhaustedException}, or the call
   * waits for room for up to {@code max.block.ms}.
   *
   * @param callback told of the outcome on the producer's own thread, in the order of sending
   *     within a partition; or null
   * @return completed when {@code acks} brokers have the record. It fails with {@link
   *     dev.klamm.api.error.TimeoutException} after {@code delivery.timeout.ms} (whether the record
   *     arrived is not known), with {@link dev.klamm.api.error.RecordTooLargeException}, or with
   *     any other error of the broker.
   * @throws dev.klamm.api.error.SerializationException if key or value cannot be serialized
   * @throws IllegalStateException if the producer is closed
   */
  Future<RecordMetadata> send(ProducerRecord<K, V> record, @Nullable Callback callback);

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

  /** Closes with all the time that records need: every one gets its outcome. */
  @Override
  void close();

  /**
   * Refuses further records, sends what has been gathered, and frees everything. What has no
   * outcome in time fails. Calling it again does nothing. From a callback it waits for nothing.
   *
   * @param timeout how long to wait; zero or more
   */
  void close(Duration timeout);
}
