package dev.klamm.core.consumer;

import dev.klamm.api.error.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What a thread of the application waits for: given once on the event loop, seen by the waiter, who
 * is woken by {@link Subscriptions#signal}.
 */
final class Outcome<T> {
  private final Subscriptions subscriptions;
  private volatile @Nullable T value;
  private volatile @Nullable KafkaException error;
  private volatile boolean done;

  Outcome(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  void succeed(T given) {
    value = given;
    done = true;
    subscriptions.signal();
  }

  void fail(KafkaException cause) {
    error = cause;
    done = true;
    subscriptions.signal();
  }

  boolean isDone() {
    return done;
  }

  /** Its value, when it is done. */
  T get() {
    if (error != null) {
      throw error;
    }
    T given = value;
    if (given == null) {
      throw new IllegalStateException("there is no outcome yet");
    }
    return given;
  }
}
