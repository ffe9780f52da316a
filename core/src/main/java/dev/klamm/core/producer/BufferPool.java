package dev.klamm.core.producer;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the bytes of {@code buffer.memory} and keeps arrays of the size of a batch for use again.
 * Asked once per batch, not per record. Any thread may call it; only {@link #awaitRoom} waits.
 */
final class BufferPool {
  private final int batchSize;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final ArrayDeque<byte[]> idle = new ArrayDeque<>();
  private long available;
  private int waiting;

  BufferPool(long total, int batchSize) {
    this.available = total;
    this.batchSize = batchSize;
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

  /** An array of at least this many bytes; those of a batch's size come from the idle ones. */
  byte[] array(int bytes) {
    if (bytes != batchSize) {
      return new byte[bytes];
    }
    lock.lock();
    byte[] found;
    try {
      found = idle.pollLast();
    } finally {
      lock.unlock();
    }
    return found == null ? new byte[bytes] : found;
  }

  /** Gives back an array that nobody reads any more. */
  void giveBack(byte[] array) {
    if (array.length == batchSize) {
      lock.lock();
      idle.addLast(array);
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "BufferPool(available=" + available() + ")";
  }
}
