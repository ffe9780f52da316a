package dev.klamm.server.record;

import dev.klamm.api.producer.Callback;
import dev.klamm.api.producer.RecordMetadata;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Counts what became of records; told by the producer's thread and read by any. */
final class Deliveries implements Callback {

  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicReference<@Nullable Exception> first = new AtomicReference<>();

  @Override
  public void onCompletion(RecordMetadata metadata, @Nullable Exception exception) {
    if (exception == null) {
      delivered.incrementAndGet();
    } else {
      first.compareAndSet(null, exception);
      failed.incrementAndGet();
    }
  }

  long delivered() {
    return delivered.get();
  }

  long failed() {
    return failed.get();
  }

  /** Why the first that failed did. */
  @Nullable Exception firstFailure() {
    return first.get();
  }
}
