package dev.klamm.core.consumer;

import dev.klamm.api.consumer.ConsumerRecord;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The records for one subscriber at a time, as fast as it asks for them. While it asks for none,
 * the membership is kept up; while it is busy in {@code onNext}, {@code max.poll.interval.ms} runs.
 */
final class RecordPublisher<K, V> implements Flow.Publisher<ConsumerRecord<K, V>> {
  private static final long KEEP_ALIVE_MS = 200;

  private final RecordReader<K, V> reader;
  private final Poller<K, V> poller;
  private final Waiter waiter;
  private final ThreadFactory threads;
  private final AtomicBoolean taken = new AtomicBoolean();

  RecordPublisher(
      RecordReader<K, V> reader, Poller<K, V> poller, Waiter waiter, ThreadFactory threads) {
    this.reader = reader;
    this.poller = poller;
    this.waiter = waiter;
    this.threads = threads;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ConsumerRecord<K, V>> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    if (!taken.compareAndSet(false, true)) {
      subscriber.onSubscribe(new Refused());
      subscriber.onError(
          new IllegalStateException("another subscriber reads from this consumer already"));
      return;
    }
    Delivery delivery = new Delivery(subscriber);
    subscriber.onSubscribe(delivery);
    threads.newThread(delivery::run).start();
  }

  /** Nothing will come. */
  private static final class Refused implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }

  private final class Delivery implements Flow.Subscription {
    private final Flow.Subscriber<? super ConsumerRecord<K, V>> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean cancelled;
    private volatile @Nullable IllegalArgumentException misuse;

    Delivery(Flow.Subscriber<? super ConsumerRecord<K, V>> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
      if (n <= 0) {
        misuse = new IllegalArgumentException("requested " + n + " records: 1 or more are allowed");
      } else {
        demand.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
      }
      signal();
    }

    @Override
    public void cancel() {
      cancelled = true;
      signal();
    }

    private void signal() {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private boolean isOver() {
      return cancelled || misuse != null || waiter.isClosing();
    }

    void run() {
      try {
        deliver();
        if (misuse != null) {
          taken.set(false);
          subscriber.onError(misuse);
        } else if (!cancelled) {
          subscriber.onComplete();
        }
      } catch (RuntimeException e) {
        taken.set(false);
        if (waiter.isClosing()) {
          subscriber.onComplete();
        } else if (!cancelled) {
          subscriber.onError(e);
        }
      } catch (InterruptedException e) {
        subscriber.onError(e);
      } finally {
        taken.set(false);
      }
    }

    private void deliver() throws InterruptedException {
      while (!isOver()) {
        if (demand.get() == 0) {
          poller.keepAlive();
          awaitDemand();
        } else if (reader.advance(false)) {
          subscriber.onNext(reader.next());
          demand.accumulateAndGet(1, (had, one) -> had == Long.MAX_VALUE ? had : had - one);
        }
      }
    }

    private void awaitDemand() throws InterruptedException {
      lock.lock();
      try {
        if (demand.get() == 0 && !isOver()) {
          changed.await(KEEP_ALIVE_MS, TimeUnit.MILLISECONDS);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
