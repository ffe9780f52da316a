package dev.klamm.core.producer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the bytes of {@code buffer.memory} and keeps arrays of the sizes of batches for use again.
 * Asked once per batch, not per record. Any thread may call it; only {@link #awaitRoom} waits.
 */
final class BufferPool {
  /** How often the memory of a batch may be double {@code batch.size}. */
  static final int MAX_DOUBLINGS = 3;

  private final long total;
  private final int batchSize;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final ArrayDeque<byte[]>[] idle;
  private long available;
  private int waiting;

  BufferPool(long total, int batchSize) {
    this.total = total;
    this.available = total;
    this.batchSize = batchSize;
    this.idle = newQueues();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there is no other way to an array of these
  private static ArrayDeque<byte[]>[] newQueues() {
    ArrayDeque<byte[]>[] queues = new ArrayDeque[MAX_DOUBLINGS + 1];
    Arrays.setAll(queues, i -> new ArrayDeque<byte[]>());
    return queues;
  }

  long total() {
    return total;
  }

  /** Takes bytes if there are as many. */
  boolean tryReserve(long bytes) {
    lock.lock();
    try {
      if (bytes > available) {
        return false;
      }
      available -= bytes;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes bytes even where there are none left: for records that were accepted already. */
  void reserve(long bytes) {
    lock.lock();
    available -= bytes;
    lock.unlock();
  }

  void release(long bytes) {
    lock.lock();
    try {
      available += bytes;
      if (waiting > 0) {
        released.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until this many bytes are free; takes none.
   *
   * @return false if time ran out
   */
  boolean awaitRoom(long bytes, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    waiting++;
    try {
      long left = nanos;
      while (bytes > available && left > 0) {
        left = released.awaitNanos(left);
      }
      return bytes <= available;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** Whether somebody waits, so that nothing should linger. */
  boolean isContended() {
    lock.lock();
    try {
      return waiting > 0;
    } finally {
      lock.unlock();
    }
  }

  long available() {
    lock.lock();
    try {
      return available;
    } finally {
      lock.unlock();
    }
  }

  /** An array of this many bytes; those of a usual size come from the idle ones. */
  byte[] array(int bytes) {
    int doublings = doublings(bytes);
    if (doublings < 0) {
      return new byte[bytes];
    }
    lock.lock();
    byte[] found;
    try {
      found = idle[doublings].pollLast();
    } finally {
      lock.unlock();
    }
    return found == null ? new byte[bytes] : found;
  }

  /** Gives back an array that nobody reads any more. */
  void giveBack(byte[] array) {
    int doublings = doublings(array.length);
    if (doublings >= 0) {
      lock.lock();
      idle[doublings].addLast(array);
      lock.unlock();
    }
  }

  /** How often a batch's size must be doubled to come to this; -1 for an unusual size. */
  private int doublings(int bytes) {
    for (int i = 0; i <= MAX_DOUBLINGS; i++) {
      if (bytes == (long) batchSize << i) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return "BufferPool(available=" + available() + ")";
  }
}
