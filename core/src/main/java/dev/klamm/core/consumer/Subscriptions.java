package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.core.runtime.Ordered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the consumer wants, what it has, and where it stands in it. Shared by the event loop and the
 * application's threads, so everything here is guarded by {@link #lock}; it is held for a few
 * instructions, never over I/O or foreign code.
 *
 * <p>{@link #signal} wakes who waits for news. A waiter reads {@link #news} first, then looks, then
 * waits for a higher number, so that no news is missed.
 */
final class Subscriptions {

  /** How partitions come about. */
  enum Mode {
    NONE,
    TOPICS,
    PATTERN,
    BROKER_PATTERN,
    ASSIGNED
  }

  final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TopicPartition, PartitionState> assignment = new LinkedHashMap<>();
  private Mode mode = Mode.NONE;
  private Set<String> topics = Set.of();
  private @Nullable Pattern pattern;
  private @Nullable String regex;
  private long news;

  <T> T locked(Supplier<T> body) {
    lock.lock();
    try {
      return body.get();
    } finally {
      lock.unlock();
    }
  }

  void run(Runnable body) {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }

  long news() {
    return locked(() -> news);
  }

  void signal() {
    lock.lock();
    try {
      news++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for news after {@code seen}; returns at once if there are some. */
  void await(long seen, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (news == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  Mode mode() {
    return locked(() -> mode);
  }

  Set<String> topics() {
    return locked(() -> topics);
  }

  @Nullable Pattern pattern() {
    lock.lock();
    try {
      return pattern;
    } finally {
      lock.unlock();
    }
  }

  /** What the broker is to pick topics by, or null. */
  @Nullable String regex() {
    lock.lock();
    try {
      return regex;
    } finally {
      lock.unlock();
    }
  }

  boolean usesGroup() {
    Mode now = mode();
    return now == Mode.TOPICS || now == Mode.PATTERN || now == Mode.BROKER_PATTERN;
  }

  void subscribe(Set<String> wanted) {
    run(
        () -> {
          enter(Mode.TOPICS);
          topics = Ordered.set(wanted);
        });
  }

  void subscribe(Pattern wanted) {
    run(
        () -> {
          enter(Mode.PATTERN);
          pattern = wanted;
          topics = Set.of();
        });
  }

  /** To topics that the broker picks. */
  void subscribeByBroker(String wanted) {
    run(
        () -> {
          enter(Mode.BROKER_PATTERN);
          regex = wanted;
        });
  }

  /**
   * The topics that the pattern stands for now.
   *
   * @return whether they changed
   */
  boolean matched(Set<String> names) {
    return locked(
        () -> {
          if (mode != Mode.PATTERN || topics.equals(names)) {
            return false;
          }
          topics = Ordered.set(names);
          return true;
        });
  }

  void assign(Collection<TopicPartition> partitions) {
    run(
        () -> {
          enter(Mode.ASSIGNED);
          replace(partitions, false);
        });
  }

  private void enter(Mode wanted) {
    if (mode != Mode.NONE && mode != wanted) {
      throw new IllegalStateException(
          "a consumer is either subscribed to topics, to a pattern, or assigned partitions; this one"
              + " has "
              + mode
              + ", call unsubscribe() first");
    }
    mode = wanted;
  }

  void clear() {
    run(
        () -> {
          mode = Mode.NONE;
          topics = Set.of();
          pattern = null;
          regex = null;
          replace(List.of(), false);
        });
  }

  /** What the group gave; partitions that stay keep their position. New ones are held. */
  void assignFromGroup(Collection<TopicPartition> partitions) {
    run(() -> replace(partitions, true));
  }

  private void replace(Collection<TopicPartition> partitions, boolean held) {
    Map<TopicPartition, PartitionState> before = new LinkedHashMap<>(assignment);
    assignment.clear();
    for (TopicPartition partition : partitions) {
      PartitionState kept = before.remove(partition);
      PartitionState state = kept == null ? new PartitionState(partition) : kept;
      state.held = kept == null && held;
      assignment.put(partition, state);
    }
    // Whatever is still buffered of those that are gone is void.
    before.values().forEach(gone -> gone.jumps++);
  }

  /** Hands nothing more out of these, as they are about to be given up. */
  void hold(Collection<TopicPartition> partitions) {
    run(() -> partitions.forEach(p -> withState(p, state -> state.held = true)));
  }

  /** The application knows of these now. */
  void release(Collection<TopicPartition> partitions) {
    run(() -> partitions.forEach(p -> withState(p, state -> state.held = false)));
  }

  private void withState(
      TopicPartition partition, java.util.function.Consumer<PartitionState> body) {
    PartitionState state = assignment.get(partition);
    if (state != null) {
      body.accept(state);
    }
  }

  Set<TopicPartition> assigned() {
    return locked(() -> Ordered.set(assignment.keySet()));
  }

  /** All states, in the order of assignment. Hold the lock to look into them. */
  List<PartitionState> states() {
    return locked(() -> new ArrayList<>(assignment.values()));
  }

  /** The state of a partition, or null. Hold the lock to look into it. */
  @Nullable PartitionState state(TopicPartition partition) {
    lock.lock();
    try {
      return assignment.get(partition);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The state of a partition that is assigned.
   *
   * @throws IllegalStateException when it is not
   */
  PartitionState required(TopicPartition partition) {
    PartitionState state = state(partition);
    if (state == null) {
      throw new IllegalStateException(
          "partition " + partition + " is not assigned to this consumer, it has " + assigned());
    }
    return state;
  }
}
