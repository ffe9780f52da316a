package dev.klamm.core.consumer;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Fetched records in the order of their arrival. Guarded by the lock of {@link Subscriptions}. */
final class FetchBuffer {
  private final Subscriptions subscriptions;
  private final ArrayDeque<FetchedRecords> queue = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  FetchBuffer(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  long sizeInBytes() {
    return subscriptions.locked(() -> bytes);
  }

  void add(FetchedRecords fetched) {
    subscriptions.run(
        () -> {
          if (closed || fetched.isVoid()) {
            fetched.release();
            return;
          }
          queue.add(fetched);
          bytes += fetched.sizeInBytes;
          fetched.state.bufferedBytes += fetched.sizeInBytes;
        });
  }

  /** Takes the first that may be handed out; drops what is void on the way. Null for none. */
  @Nullable FetchedRecords take() {
    subscriptions.lock.lock();
    try {
      for (Iterator<FetchedRecords> all = queue.iterator(); all.hasNext(); ) {
        FetchedRecords fetched = all.next();
        if (fetched.isVoid()) {
          all.remove();
          drop(fetched);
        } else if (fetched.state.isHandedOut()) {
          all.remove();
          return fetched;
        }
      }
      return null;
    } finally {
      subscriptions.lock.unlock();
    }
  }

  /** Puts back what was taken and is not used up. */
  void putBack(FetchedRecords fetched) {
    subscriptions.run(
        () -> {
          if (closed || fetched.isVoid()) {
            drop(fetched);
          } else {
            queue.addFirst(fetched);
          }
        });
  }

  /** What was taken is used up, or void. */
  void drop(FetchedRecords fetched) {
    subscriptions.run(
        () -> {
          bytes -= fetched.sizeInBytes;
          if (!fetched.isVoid()) {
            fetched.state.bufferedBytes -= fetched.sizeInBytes;
          }
          fetched.release();
        });
  }

  /** Gives all memory back, also of what is still added or put back later. */
  void close() {
    subscriptions.run(
        () -> {
          closed = true;
          queue.forEach(FetchedRecords::release);
          queue.clear();
          bytes = 0;
        });
  }
}
