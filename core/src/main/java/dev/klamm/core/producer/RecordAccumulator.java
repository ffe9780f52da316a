package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.BufferExhaustedException;
import dev.klamm.api.error.InterruptException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.producer.BufferFullPolicy;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.core.producer.PartitionQueue.Appended;
import dev.klamm.core.producer.PartitionQueue.NewBatch;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts records into batches, on the threads that send them. Never waits for a broker or for
 * metadata: a record of an unknown topic is parked. It waits for memory only where that was asked
 * for.
 */
final class RecordAccumulator {
  private final SenderOptions options;
  private final EventLoop loop;
  private final BufferPool pool;
  private final RandomGenerator random;
  private final ConcurrentHashMap<String, TopicQueues> topics = new ConcurrentHashMap<>();

  /** Most producers send to one topic, many times in a row. */
  private final AtomicReference<@Nullable TopicQueues> lastTopic = new AtomicReference<>();

  private final Waker waker;
  private final @Nullable TransactionGate gate;
  private final CompressionRatio ratio = new CompressionRatio();
  private final OldestRecords oldest;
  private volatile @Nullable KafkaException closedBy;

  /** How the sender is told. Any thread calls it. */
  interface Waker {
    /** There is something in this queue that there was not before. */
    void onBatch(PartitionQueue queue);

    /** Records wait for this topic's metadata. */
    void onParked(TopicQueues topic);

    /** Threads wait for memory, so nothing should linger. */
    void onFull();

    /** A record failed before it was in a batch. On the loop. */
    void onFailed(KafkaException error);

    /** There was no memory for so many records. On the loop. */
    void onExhausted(int records);
  }

  /**
   * @param gate what records need to be open, or null without transactions
   */
  RecordAccumulator(
      SenderOptions options,
      EventLoop loop,
      RandomGenerator random,
      @Nullable TransactionGate gate,
      Waker waker) {
    this.gate = gate;
    this.options = options;
    this.loop = loop;
    this.random = random;
    this.waker = waker;
    this.pool = new BufferPool(options.bufferMemory(), options.batchSize());
    this.oldest = new OldestRecords(this, loop);
  }

  SenderOptions options() {
    return options;
  }

  CompressionRatio ratio() {
    return ratio;
  }

  BufferPool pool() {
    return pool;
  }

  Collection<TopicQueues> topics() {
    return topics.values();
  }

  TopicQueues topic(String name) {
    TopicQueues last = lastTopic.getAcquire();
    if (last != null && last.name.equals(name)) {
      return last;
    }
    TopicQueues known = topics.get(name);
    TopicQueues topic = known != null ? known : topics.computeIfAbsent(name, this::newTopic);
    lastTopic.setRelease(topic);
    return topic;
  }

  private TopicQueues newTopic(String name) {
    return new TopicQueues(name, this, random.nextLong());
  }

  /** Whether records are not taken, for want of an open transaction. */
  boolean refuses() {
    return gate != null && !gate.isOpen();
  }

  /** Records gave way to newer ones. On the loop. */
  void tellDropped(int records) {
    waker.onExhausted(records);
  }

  /** A record failed before it was in a batch. On the loop. */
  void tellFailed(KafkaException error) {
    waker.onFailed(error);
  }

  /**
   * Takes a record; its future tells the rest.
   *
   * @throws IllegalStateException if it needs a transaction, and none is open
   */
  void append(OutgoingRecord record) {
    TopicQueues topic = topic(record.topic());
    TopicQueues.View view = topic.view();
    if (view == null) {
      park(topic, record);
    } else {
      place(topic, view, record);
    }
  }

  private void park(TopicQueues topic, OutgoingRecord record) {
    int size = record.estimatedSize();
    if (!reserve(record, size)) {
      return;
    }
    OutgoingRecord.Waiting waiting =
        record.waiting(this, topic, size, loop.clock().nanos() + options.deliveryTimeoutNanos());
    if (topic.park(waiting)) {
      KafkaException error = closedBy;
      if (error != null) {
        topic.failParked(error);
      } else {
        waker.onParked(topic);
      }
      return;
    }
    pool.release(size);
    TopicQueues.View view = topic.view();
    if (view != null) {
      place(topic, view, record);
    } else {
      failLater(record, notTaken());
    }
  }

  /** Takes memory for a record that must wait, or fails it. */
  private boolean reserve(OutgoingRecord record, int size) {
    while (!pool.tryReserve(size)) {
      if (!makeRoom(record, size)) {
        return false;
      }
    }
    return true;
  }

  /** Why a record can neither wait nor be put into a batch. */
  private KafkaException notTaken() {
    return gate != null && !gate.isOpen() ? gate.refusal() : closed();
  }

  private void place(TopicQueues topic, TopicQueues.View view, OutgoingRecord record) {
    int partition = record.choosePartition(view);
    if (partition >= view.count()) {
      parkForGrowth(topic, record);
      return;
    }
    int size = record.estimatedSize();
    NewBatch newBatch =
        record.isFree() && topic.leavesSticky(partition, size)
            ? NewBatch.UNWANTED
            : NewBatch.IF_MEMORY;
    Appended outcome = append(view.queues[partition], record, newBatch);
    if (outcome == Appended.NEEDS_BATCH) {
      topic.nextSticky(view, partition);
      partition = record.choosePartition(view);
      outcome = append(view.queues[partition], record, NewBatch.IF_MEMORY);
    }
    while (outcome == Appended.NO_MEMORY && makeRoom(record, batchMemory(size))) {
      outcome = append(view.queues[partition], record, NewBatch.IF_MEMORY);
    }
    if (outcome == Appended.CLOSED || outcome == Appended.REFUSED) {
      failLater(record, notTaken());
    } else if (outcome != Appended.NO_MEMORY) {
      topic.count(partition, outcome == Appended.NEW_BATCH ? size + BatchFormat.HEADER_SIZE : size);
    }
  }

  private Appended append(PartitionQueue queue, OutgoingRecord record, NewBatch newBatch) {
    Appended outcome = queue.append(record, newBatch);
    if (outcome == Appended.YES) {
      record.placed();
    } else if (outcome == Appended.NEW_BATCH) {
      record.placed();
      waker.onBatch(queue);
    }
    return outcome;
  }

  /** Places a record that was parked, beyond the limit if need be. On the loop. */
  boolean placeParked(TopicQueues topic, TopicQueues.View view, OutgoingRecord record) {
    int partition;
    try {
      partition = record.choosePartition(view);
    } catch (KafkaException e) {
      failLater(record, e);
      return true;
    }
    if (partition >= view.count()) {
      return false;
    }
    int size = record.estimatedSize();
    if (record.isFree() && topic.leavesSticky(partition, size)) {
      topic.nextSticky(view, partition);
      partition = record.choosePartition(view);
    }
    if (append(view.queues[partition], record, NewBatch.ALWAYS) == Appended.CLOSED) {
      failLater(record, closed());
    }
    topic.count(partition, size);
    return true;
  }

  /** The partition may have been added a moment ago: the cluster is asked, and the record waits. */
  private void parkForGrowth(TopicQueues topic, OutgoingRecord record) {
    int size = record.estimatedSize();
    if (!reserve(record, size)) {
      return;
    }
    long deadline = loop.clock().nanos() + options.deliveryTimeoutNanos();
    if (topic.parkForGrowth(record.waiting(this, topic, size, deadline))) {
      waker.onParked(topic);
    } else {
      pool.release(size);
      failLater(record, notTaken());
    }
  }

  private static TimeoutException closed() {
    return new TimeoutException("the producer was closed before the record was sent");
  }

  /**
   * Memory for a batch that must hold a record of this size; null if there is none.
   *
   * @param expected a guess at how many records it will have
   */
  @Nullable ProducerBatch newBatch(
      TopicPartition partition, int recordSize, int expected, NewBatch wanted) {
    int size = batchMemory(recordSize);
    int roomy = size == options.batchSize() ? size << ratio.doublings() : size;
    if (roomy > size && pool.tryReserve(roomy)) {
      size = roomy;
    } else if (wanted == NewBatch.ALWAYS) {
      pool.reserve(size);
    } else if (!pool.tryReserve(size)) {
      return null;
    }
    ProducerBatch batch =
        new ProducerBatch(partition, pool.array(size), size, expected, loop.clock().nanos());
    if (gate != null) {
      batch.transactional();
    }
    return batch;
  }

  private int batchMemory(int recordSize) {
    return Math.max(options.batchSize(), BatchFormat.HEADER_SIZE + recordSize);
  }

  /**
   * Waits for room or drops what is older, as the policy is; when that does not help, fails the
   * record.
   */
  private boolean makeRoom(OutgoingRecord record, int bytes) {
    boolean possible = bytes <= options.bufferMemory();
    if (possible && options.whenFull() == BufferFullPolicy.DROP && oldest.makeRoom(bytes)) {
      return true;
    }
    boolean wait = possible && options.whenFull() == BufferFullPolicy.WAIT && !loop.inEventLoop();
    if (wait) {
      waker.onFull();
      try {
        if (pool.awaitRoom(bytes, options.maxBlockNanos())) {
          return true;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptException("interrupted while waiting for buffer.memory", e);
      }
    }
    failLater(record, exhausted(bytes));
    return false;
  }

  private BufferExhaustedException exhausted(int bytes) {
    return new BufferExhaustedException(
        bytes
            + " bytes are needed and "
            + Math.max(0, pool.available())
            + " of buffer.memory="
            + options.bufferMemory()
            + " are free");
  }

  /** On the loop, where callbacks run. */
  private void failLater(OutgoingRecord record, KafkaException error) {
    TopicPartition unknown = new TopicPartition(record.topic(), RecordMetadata.UNKNOWN_PARTITION);
    try {
      loop.execute(
          () -> {
            waker.onFailed(error);
            if (error instanceof BufferExhaustedException) {
              waker.onExhausted(1);
            }
            record.fail(unknown, error);
          });
    } catch (RejectedExecutionException e) {
      // The producer was closed meanwhile: there is no other thread left to tell it.
      record.fail(unknown, error);
    }
  }

  /** Fails what is parked and takes no more. On the loop. */
  void close(KafkaException error) {
    closedBy = error;
    topics.values().forEach(topic -> topic.close(error));
  }

  /** Gives back what a batch took. Its array is used again only if nobody can still read it. */
  void release(ProducerBatch batch) {
    if (!batch.keepsMemory && batch.memory().length == batch.reserved()) {
      pool.giveBack(batch.memory());
    }
    pool.release(batch.reserved());
  }
}
