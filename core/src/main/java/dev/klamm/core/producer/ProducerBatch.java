package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionCodec.Compressor;
import dev.klamm.api.record.CompressionType;
import dev.klamm.core.record.BatchHeader;
import dev.klamm.core.record.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition on their way to it, with the futures of those who sent them.
 *
 * <p>While it is open, the lock of its {@link PartitionQueue} guards it; from then on it belongs to
 * the loop.
 */
final class ProducerBatch {
  static final int NO_SEQUENCE = -1;

  final TopicPartition partition;
  final long createdNanos;
  private final RecordBatchBuilder builder;
  private final int reserved;
  private RecordFuture[] futures;
  private @Nullable List<Runnable> listeners;

  /** The batch as it is sent, once it is sealed. */
  private @Nullable ByteBuffer bytes;

  private long producerId = BatchFormat.NO_PRODUCER_ID;
  private short epoch = -1;
  private int baseSequence = NO_SEQUENCE;

  /** Whether it is in a request that has no outcome yet. */
  boolean onWire;

  /** Whether a request with it had no certain outcome, so that the broker may have stored it. */
  boolean uncertain;

  /** Whether a transport may still read its memory, so that it must not be used again. */
  boolean keepsMemory;

  /** Whether its records have their outcome; an answer that comes later is of no interest. */
  boolean done;

  int attempts;
  long firstTryNanos;
  long retryAtNanos;
  @Nullable KafkaException lastError;

  ProducerBatch(
      TopicPartition partition, byte[] memory, int reserved, int expected, long createdNanos) {
    this(
        partition,
        new RecordBatchBuilder(memory),
        new RecordFuture[expected],
        reserved,
        createdNanos);
  }

  /** A batch of records that are there already. */
  ProducerBatch(
      TopicPartition partition,
      RecordBatchBuilder builder,
      RecordFuture[] futures,
      int reserved,
      long createdNanos) {
    this.partition = partition;
    this.builder = builder;
    this.reserved = reserved;
    this.createdNanos = createdNanos;
    this.futures = futures;
  }

  /** Makes it part of its producer's transaction. */
  void transactional() {
    builder.transactional();
  }

  /** Adds a record if it fits. */
  boolean tryAppend(OutgoingRecord record) {
    int index =
        builder.tryAppend(record.timestamp(), record.key(), record.value(), record.headers());
    if (index < 0) {
      return false;
    }
    if (index == futures.length) {
      futures = Arrays.copyOf(futures, 2 * index);
    }
    futures[index] = record;
    return true;
  }

  int count() {
    return builder.count();
  }

  /** Bytes of {@code buffer.memory} that it takes. */
  int reserved() {
    return reserved;
  }

  byte[] memory() {
    return builder.memory();
  }

  RecordFuture future(int index) {
    return futures[index];
  }

  /** The records as a batch without compression, for the last time: it is not sent any more. */
  ByteBuffer plain() {
    return builder.build();
  }

  boolean isSealed() {
    return bytes != null;
  }

  boolean hasSequence() {
    return baseSequence != NO_SEQUENCE;
  }

  int baseSequence() {
    return baseSequence;
  }

  short epoch() {
    return epoch;
  }

  /** Gives it a place in its producer's sequence; also a new one, after it was sealed. */
  void sequence(long id, short producerEpoch, int sequence) {
    producerId = id;
    epoch = producerEpoch;
    baseSequence = sequence;
    if (bytes != null) {
      BatchHeader.stampProducer(bytes, 0, id, producerEpoch, sequence);
    }
  }

  /** Makes the bytes to be sent, without compression. */
  void seal() {
    bytes = builder.producer(producerId, epoch, baseSequence).build();
  }

  /** Makes the bytes to be sent. */
  void seal(CompressionType type, Compressor compressor) {
    builder.producer(producerId, epoch, baseSequence);
    int mostExpected = 2 * builder.sizeInBytes() + 4096;
    bytes = builder.build(type, compressor, new BoundedBytes(mostExpected));
  }

  /** Bytes as they are sent; before that, without compression. */
  int sizeInBytes() {
    return bytes == null ? builder.sizeInBytes() : bytes.limit();
  }

  ByteBuffer bytes() {
    ByteBuffer sealed = bytes;
    if (sealed == null) {
      throw new IllegalStateException("the batch for " + partition + " is not sealed yet");
    }
    return sealed.duplicate();
  }

  /** Runs this after the futures have their outcome. */
  void onDone(Runnable listener) {
    if (listeners == null) {
      listeners = new ArrayList<>(1);
    }
    listeners.add(listener);
  }

  /** Hands the listeners over to the batches that this one was split into. */
  List<Runnable> takeListeners() {
    List<Runnable> taken = listeners == null ? List.of() : listeners;
    listeners = null;
    return taken;
  }

  void succeed(long baseOffset, long logAppendTime) {
    done = true;
    int count = builder.count();
    for (int i = 0; i < count; i++) {
      futures[i].succeed(partition, baseOffset, i, logAppendTime);
    }
    takeListeners().forEach(Runnable::run);
  }

  void fail(KafkaException error) {
    fail(index -> error);
  }

  /** Fails each record with an error of its own. */
  void fail(IntFunction<KafkaException> errors) {
    done = true;
    int count = builder.count();
    for (int i = 0; i < count; i++) {
      futures[i].fail(partition, errors.apply(i));
    }
    takeListeners().forEach(Runnable::run);
  }

  @Override
  public String toString() {
    return "batch of " + builder.count() + " records for " + partition;
  }
}
