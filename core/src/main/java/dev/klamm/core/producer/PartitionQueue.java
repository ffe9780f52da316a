package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one partition that wait to be sent: any number that are full, and behind them one
 * that takes records. Any thread may append; the loop takes batches out.
 */
final class PartitionQueue {
  static final long NONE = Long.MAX_VALUE;
  static final long FULL = Long.MIN_VALUE;
  private static final int FEW = 32;

  /** What became of a record that was to be appended. */
  enum Appended {
    /** It is in the open batch. */
    YES,
    /** It is the first in a new batch; the sender should look. */
    NEW_BATCH,
    /** It needs a new batch, which was not wanted. */
    NEEDS_BATCH,
    /** There is no memory. */
    NO_MEMORY,
    /** The producer is closed. */
    CLOSED,
    /** There is no open transaction that it could be part of. */
    REFUSED
  }

  final TopicPartition partition;

  /** What the loop knows of the partition. Loop only. */
  final PartitionLine line;

  private final RecordAccumulator accumulator;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<ProducerBatch> batches = new ArrayDeque<>();
  private boolean listed;
  private boolean closed;

  /** How many batches wait; to be compared with other partitions, so it need not be exact. */
  private volatile int waiting;

  PartitionQueue(TopicPartition partition, RecordAccumulator accumulator) {
    this.partition = partition;
    this.accumulator = accumulator;
    this.line = new PartitionLine(partition);
  }

  /** Adds a record to the open batch, or to a new one if that is wanted. */
  Appended append(OutgoingRecord record, NewBatch newBatch) {
    lock.lock();
    try {
      // Within the lock: what is in the queue when a transaction ends is all that belongs to it.
      if (newBatch != NewBatch.ALWAYS && accumulator.refuses()) {
        return Appended.REFUSED;
      }
      ProducerBatch open = batches.peekLast();
      if (open != null && open.tryAppend(record)) {
        return Appended.YES;
      }
      if (closed) {
        return Appended.CLOSED;
      }
      if (newBatch == NewBatch.UNWANTED) {
        return Appended.NEEDS_BATCH;
      }
      int expected = open == null ? FEW : open.count() + FEW;
      ProducerBatch fresh =
          accumulator.newBatch(partition, record.estimatedSize(), expected, newBatch);
      if (fresh == null) {
        return Appended.NO_MEMORY;
      }
      fresh.tryAppend(record);
      batches.addLast(fresh);
      waiting = batches.size();
      return Appended.NEW_BATCH;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a new batch may be begun. */
  enum NewBatch {
    UNWANTED,
    IF_MEMORY,
    /** Also beyond the limit: the record was accepted, and counted, before. */
    ALWAYS
  }

  /**
   * Puts it on the sender's list.
   *
   * @return false if it is there already
   */
  boolean list() {
    lock.lock();
    try {
      boolean news = !listed;
      listed = true;
      return news;
    } finally {
      lock.unlock();
    }
  }

  /** Takes it off the sender's list if it has nothing to send. */
  boolean unlistIfEmpty() {
    lock.lock();
    try {
      if (batches.isEmpty()) {
        listed = false;
      }
      return !listed;
    } finally {
      lock.unlock();
    }
  }

  /** When the first batch began; {@link #FULL} if it takes no more, {@link #NONE} if none is. */
  long headSince() {
    lock.lock();
    try {
      ProducerBatch head = batches.peekFirst();
      if (head == null) {
        return NONE;
      }
      return batches.size() > 1 ? FULL : head.createdNanos;
    } finally {
      lock.unlock();
    }
  }

  /** When the first batch began; {@link #NONE} if none is. */
  long oldestSince() {
    lock.lock();
    try {
      ProducerBatch head = batches.peekFirst();
      return head == null ? NONE : head.createdNanos;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first batch out, which closes it. */
  @Nullable ProducerBatch poll() {
    lock.lock();
    try {
      ProducerBatch head = batches.pollFirst();
      waiting = batches.size();
      return head;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first batch out if it began before this. */
  @Nullable ProducerBatch pollOlderThan(long nanos) {
    lock.lock();
    try {
      ProducerBatch head = batches.peekFirst();
      return head != null && head.createdNanos - nanos <= 0 ? poll() : null;
    } finally {
      lock.unlock();
    }
  }

  List<ProducerBatch> all() {
    lock.lock();
    try {
      return new ArrayList<>(batches);
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more records in new batches. */
  void close() {
    lock.lock();
    closed = true;
    lock.unlock();
  }

  int waiting() {
    return waiting;
  }
}
