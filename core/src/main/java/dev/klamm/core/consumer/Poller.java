package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerRecords;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.consumer.OffsetCommitCallback;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way from the buffer to the application: one thread at a time decodes, runs listeners and
 * callbacks, and waits. The lock is the consumer's outermost; {@link Subscriptions#lock} is taken
 * inside of it, never the other way round.
 */
final class Poller<K, V> {
  private final ConsumerCore core;
  private final Waiter waiter;
  private final Commits commits;
  private final Rebalances rebalances;
  private final RecordDecoder<K, V> decoder;
  private final Interceptors<K, V> interceptors;
  private final int maxPollRecords;

  final ReentrantLock lock = new ReentrantLock();

  Poller(
      ConsumerCore core,
      Waiter waiter,
      Commits commits,
      Rebalances rebalances,
      RecordDecoder<K, V> decoder,
      Interceptors<K, V> interceptors,
      int maxPollRecords) {
    this.core = core;
    this.waiter = waiter;
    this.commits = commits;
    this.rebalances = rebalances;
    this.decoder = decoder;
    this.interceptors = interceptors;
    this.maxPollRecords = maxPollRecords;
  }

  ConsumerRecords<K, V> poll(long deadlineNanos) {
    waiter.requireOpen();
    if (!waiter.lock(lock, deadlineNanos)) {
      return ConsumerRecords.empty();
    }
    try {
      return pollLocked(deadlineNanos);
    } finally {
      core.onPollEnd();
      lock.unlock();
    }
  }

  private ConsumerRecords<K, V> pollLocked(long deadlineNanos) {
    if (core.subscriptions.mode() == Subscriptions.Mode.NONE) {
      throw new IllegalStateException(
          "there is nothing to poll: subscribe to topics or assign partitions first");
    }
    commits.onPoll();
    while (true) {
      long seen = core.subscriptions.news();
      waiter.requireOpen();
      waiter.checkWakeup();
      core.onPoll();
      rebalances.run();
      runCallbacks();
      waiter.throwError();
      ConsumerRecords<K, V> records = take();
      if (!records.isEmpty()) {
        core.metrics.consumed(records);
        return interceptors.onConsume(records);
      }
      long left = waiter.left(deadlineNanos);
      if (left <= 0) {
        return records;
      }
      waiter.awaitNews(seen, left);
    }
  }

  /** As a poll, but gives nothing: the application is there, and does not want records now. */
  void keepAlive() {
    if (lock.tryLock()) {
      try {
        core.onPoll();
        rebalances.run();
        runCallbacks();
      } finally {
        core.onPollEnd();
        lock.unlock();
      }
    }
  }

  /** Tells the application of commits that are over, unless another thread is at it. */
  void runCallbacks() {
    if (core.commits.isEmpty() || !lock.tryLock()) {
      return;
    }
    try {
      for (ApplicationTask.Committed over = core.commits.poll();
          over != null;
          over = core.commits.poll()) {
        if (over.error() == null) {
          interceptors.onCommit(over.offsets());
        }
        OffsetCommitCallback callback = over.callback();
        if (callback != null) {
          callback.onComplete(over.offsets(), over.error());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The application itself committed these. */
  void onCommitted(Map<TopicPartition, OffsetAndMetadata> offsets) {
    interceptors.onCommit(offsets);
  }

  private ConsumerRecords<K, V> take() {
    Map<TopicPartition, List<ConsumerRecord<K, V>>> records = new LinkedHashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    int left = maxPollRecords;
    boolean drained = false;
    RuntimeException failure = null;
    while (left > 0 && failure == null) {
      FetchedRecords fetched = core.buffer.take();
      if (fetched == null) {
        break;
      }
      List<ConsumerRecord<K, V>> list =
          records.computeIfAbsent(fetched.state.partition, p -> new ArrayList<>());
      int before = list.size();
      long from = core.subscriptions.locked(() -> fetched.state.position);
      boolean more = true;
      try {
        more = decoder.decode(fetched, from, left, list);
      } catch (RuntimeException e) {
        failure = e;
      }
      if (!move(fetched, from)) {
        list.subList(before, list.size()).clear();
        more = false;
        failure = null;
      } else if (list.size() > before) {
        next.put(fetched.state.partition, reached());
      }
      left -= list.size() - before;
      drained |= !more;
      giveBack(fetched, more);
    }
    if (drained) {
      core.wakeLoop();
    }
    records.values().removeIf(List::isEmpty);
    if (records.isEmpty()) {
      if (failure != null) {
        throw failure;
      }
      return ConsumerRecords.empty();
    }
    // A failure comes up again with the next poll, when these records are in good hands.
    return new ConsumerRecords<>(records, next);
  }

  private OffsetAndMetadata reached() {
    Optional<Integer> epoch = decoder.epoch() < 0 ? Optional.empty() : Optional.of(decoder.epoch());
    return new OffsetAndMetadata(decoder.position(), epoch, "");
  }

  /** Moves the position behind what was decoded, unless it jumped meanwhile. */
  private boolean move(FetchedRecords fetched, long from) {
    return core.subscriptions.locked(
        () -> {
          PartitionState state = fetched.state;
          if (fetched.isVoid() || state.position != from) {
            return false;
          }
          state.position = decoder.position();
          state.positionEpoch = decoder.epoch();
          return true;
        });
  }

  private void giveBack(FetchedRecords fetched, boolean more) {
    if (more) {
      core.buffer.putBack(fetched);
    } else {
      core.buffer.drop(fetched);
    }
  }

  void close() {
    decoder.close();
    interceptors.close();
  }
}
