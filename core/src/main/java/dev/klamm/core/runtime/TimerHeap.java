package dev.klamm.core.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Timers of one loop, the soonest first; timers of the same moment in the order they were added.
 *
 * <p>A binary heap in which each timer knows its place, so that calling one off costs no search.
 * Not thread-safe: it belongs to its loop.
 */
public final class TimerHeap {

  private Timer[] heap = new Timer[16];
  private int size;
  private long added;

  /** A task and when it is due. */
  public static final class Timer {

    private static final int NOT_QUEUED = -1;

    private final long deadlineNanos;
    private final Runnable task;
    private long order;
    private int index = NOT_QUEUED;

    /**
     * @param deadlineNanos by the clock of the loop
     */
    public Timer(long deadlineNanos, Runnable task) {
      this.deadlineNanos = deadlineNanos;
      this.task = task;
    }

    public Runnable task() {
      return task;
    }

    private boolean isBefore(Timer other) {
      // Differences, since nanosecond clocks may wrap around.
      long apart = deadlineNanos - other.deadlineNanos;
      return apart < 0 || apart == 0 && order < other.order;
    }
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  /** Adds a timer that was never added before. */
  public void add(Timer timer) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    timer.order = added++;
    siftUp(size++, timer);
  }

  /** Takes a timer out; without effect when it is not in here. */
  public void remove(Timer timer) {
    int index = timer.index;
    if (index == Timer.NOT_QUEUED) {
      return;
    }
    timer.index = Timer.NOT_QUEUED;
    Timer last = heap[--size];
    clear(size);
    if (last != timer) {
      siftDown(index, last);
      if (heap[index] == last) {
        siftUp(index, last);
      }
    }
  }

  /** Takes out the soonest timer if it is due, else returns null. */
  public @Nullable Timer pollDue(long nowNanos) {
    if (size == 0 || heap[0].deadlineNanos - nowNanos > 0) {
      return null;
    }
    Timer due = heap[0];
    remove(due);
    return due;
  }

  /** Nanoseconds until the soonest timer is due, zero or less if it is; there must be one. */
  public long nanosToNext(long nowNanos) {
    return heap[0].deadlineNanos - nowNanos;
  }

  @SuppressWarnings("NullAway") // slots beyond the size are empty
  private void clear(int index) {
    heap[index] = null;
  }

  private void siftUp(int from, Timer timer) {
    int index = from;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (!timer.isBefore(heap[parent])) {
        break;
      }
      put(index, heap[parent]);
      index = parent;
    }
    put(index, timer);
  }

  private void siftDown(int from, Timer timer) {
    int index = from;
    for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(timer)) {
        break;
      }
      put(index, heap[child]);
      index = child;
    }
    put(index, timer);
  }

  private void put(int index, Timer timer) {
    heap[index] = timer;
    timer.index = index;
  }
}
