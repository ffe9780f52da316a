package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.consumer.OffsetCommitCallback;
import dev.klamm.api.error.InvalidGroupIdException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.RetriableCommitFailedException;
import dev.klamm.core.runtime.Ordered;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits for the application, and by itself: automatic commits happen when the application polls
 * again, since all that earlier polls gave is worked off then. Any thread.
 */
final class Commits {
  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

  private final ConsumerCore core;
  private final Waiter waiter;
  private final boolean automatic;
  private final long intervalNanos;
  private volatile long nextNanos;

  /** The first offset of a partition that a reader of single records did not read yet. */
  private volatile BiFunction<TopicPartition, Boolean, @Nullable Long> unread =
      (partition, automatically) -> null;

  Commits(ConsumerCore core, Waiter waiter, ConsumerSettings settings) {
    this.core = core;
    this.waiter = waiter;
    this.automatic = settings.isAutoCommit();
    this.intervalNanos = settings.autoCommitInterval().toNanos();
    this.nextNanos = core.now() + intervalNanos;
  }

  boolean isAutomatic() {
    return automatic;
  }

  void setReader(BiFunction<TopicPartition, Boolean, @Nullable Long> firstUnread) {
    unread = firstUnread;
  }

  void requireGroup() {
    if (core.committed == null) {
      throw new InvalidGroupIdException(
          "group.id is not set: without it there is no group to subscribe in or to commit for");
    }
  }

  /** Where the application stands in every partition that has a position. */
  Map<TopicPartition, OffsetAndMetadata> positions(boolean automatically) {
    return core.subscriptions.locked(
        () -> {
          Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
          for (PartitionState state : core.subscriptions.states()) {
            if (state.hasPosition()) {
              positions.put(state.partition, position(state, automatically));
            }
          }
          return positions;
        });
  }

  private OffsetAndMetadata position(PartitionState state, boolean automatically) {
    Long reached = unread.apply(state.partition, automatically);
    if (reached != null) {
      return new OffsetAndMetadata(reached);
    }
    Optional<Integer> epoch =
        state.positionEpoch < 0 ? Optional.empty() : Optional.of(state.positionEpoch);
    return new OffsetAndMetadata(state.position, epoch, "");
  }

  void sync(Map<TopicPartition, OffsetAndMetadata> offsets, long deadlineNanos) {
    requireGroup();
    if (offsets.isEmpty()) {
      return;
    }
    Outcome<Boolean> outcome = new Outcome<>(core.subscriptions);
    core.commit(Ordered.map(offsets), deadlineNanos, outcome);
    waiter.await(outcome, deadlineNanos, "the commit");
  }

  void async(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
    requireGroup();
    Map<TopicPartition, OffsetAndMetadata> copy = Ordered.map(offsets);
    if (copy.isEmpty()) {
      over(callback, copy, null);
      return;
    }
    core.commit(copy, error -> over(callback, copy, error));
  }

  private void over(
      @Nullable OffsetCommitCallback callback,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      @Nullable KafkaException error) {
    if (error != null && callback == null) {
      LOG.warn("Committing {} failed: {}", offsets, error.getMessage());
    }
    KafkaException told =
        error != null && error.isRetriable() && !(error instanceof RetriableCommitFailedException)
            ? new RetriableCommitFailedException(
                "the commit failed and is not repeated by itself: " + error.getMessage(), error)
            : error;
    core.commits.add(new ApplicationTask.Committed(callback, offsets, told));
    core.subscriptions.signal();
  }

  /** The application polls: commit what it had before, if it is time. */
  void onPoll() {
    if (automatic && core.now() - nextNanos >= 0) {
      nextNanos = core.now() + intervalNanos;
      Map<TopicPartition, OffsetAndMetadata> positions = positions(true);
      if (!positions.isEmpty()) {
        async(positions, null);
      }
    }
  }

  /** Commits the positions before partitions are given up; a failure is only logged. */
  void beforeGivingUp(long deadlineNanos) {
    Map<TopicPartition, OffsetAndMetadata> positions = automatic ? positions(true) : Map.of();
    if (positions.isEmpty()) {
      return;
    }
    Outcome<Boolean> outcome = new Outcome<>(core.subscriptions);
    core.commit(positions, deadlineNanos, outcome);
    if (!waiter.awaitCalmly(outcome, deadlineNanos)) {
      LOG.warn("Committing {} before giving partitions up took too long", positions);
      return;
    }
    try {
      outcome.get();
      core.commits.add(new ApplicationTask.Committed(null, positions, null));
    } catch (KafkaException e) {
      LOG.warn("Committing {} before giving partitions up failed: {}", positions, e.getMessage());
    }
  }
}
