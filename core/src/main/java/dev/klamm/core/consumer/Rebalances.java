package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerRebalanceListener;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application's part of a rebalance: commit, call the listener, take over. Runs on the thread
 * that polls, with the poll lock held.
 */
final class Rebalances {
  private final ConsumerCore core;
  private final Waiter waiter;
  private final Commits commits;
  private final Duration patience;
  private volatile @Nullable ConsumerRebalanceListener listener;

  Rebalances(ConsumerCore core, Waiter waiter, Commits commits, Duration patience) {
    this.core = core;
    this.waiter = waiter;
    this.commits = commits;
    this.patience = patience;
  }

  void listener(@Nullable ConsumerRebalanceListener wanted) {
    listener = wanted;
  }

  /** Does what there is to do; what the listener throws is thrown after all of it. */
  void run() {
    RuntimeException thrown = null;
    for (ApplicationTask.OfGroup task = core.rebalances.poll();
        task != null;
        task = core.rebalances.poll()) {
      GroupDriver group = core.group;
      if (group == null || !group.isCurrent(task.call())) {
        continue;
      }
      try {
        run(task);
      } catch (RuntimeException e) {
        thrown = thrown == null ? e : thrown;
      } finally {
        core.told(task.call());
      }
    }
    if (thrown != null) {
      throw thrown;
    }
  }

  private void run(ApplicationTask.OfGroup task) {
    if (task instanceof ApplicationTask.Revoke revoke) {
      commits.beforeGivingUp(waiter.deadline(patience));
      try {
        tellRevoked(revoke.partitions());
      } finally {
        give(revoke.partitions());
      }
    } else if (task instanceof ApplicationTask.Lose lose) {
      try {
        tellLost(lose.partitions());
      } finally {
        give(lose.partitions());
      }
    } else if (task instanceof ApplicationTask.Assign assign) {
      core.subscriptions.assignFromGroup(assign.all());
      core.assigned();
      try {
        tellAssigned(assign.added());
      } finally {
        core.subscriptions.release(assign.all());
      }
    }
  }

  private void give(Collection<TopicPartition> partitions) {
    Set<TopicPartition> left = new HashSet<>(core.subscriptions.assigned());
    left.removeAll(partitions);
    core.subscriptions.assignFromGroup(left);
  }

  private void tellAssigned(Set<TopicPartition> partitions) {
    ConsumerRebalanceListener told = listener;
    if (told != null) {
      told.onPartitionsAssigned(partitions);
    }
  }

  private void tellLost(Set<TopicPartition> partitions) {
    ConsumerRebalanceListener told = listener;
    if (told != null) {
      told.onPartitionsLost(partitions);
    }
  }

  private void tellRevoked(Set<TopicPartition> partitions) {
    ConsumerRebalanceListener told = listener;
    if (told != null) {
      told.onPartitionsRevoked(partitions);
    }
  }

  /** Leaves the group for good or for now: what is owned is given up or lost, then it is told. */
  void leave(String reason, boolean tell, long deadlineNanos) {
    GroupDriver group = core.group;
    if (group == null) {
      return;
    }
    RuntimeException thrown = null;
    Set<TopicPartition> owned = core.subscriptions.assigned();
    core.subscriptions.hold(owned);
    try {
      if (group.identity().generation() >= 0) {
        commits.beforeGivingUp(deadlineNanos);
        if (!owned.isEmpty()) {
          tellRevoked(owned);
        }
      } else if (!owned.isEmpty()) {
        tellLost(owned);
      }
    } catch (RuntimeException e) {
      thrown = e;
    }
    core.rebalances.clear();
    Outcome<Boolean> left = new Outcome<>(core.subscriptions);
    if (core.onLoop(() -> group.leave(reason, tell, () -> left.succeed(true)))) {
      waiter.awaitCalmly(left, deadlineNanos);
    }
    if (thrown != null) {
      throw thrown;
    }
  }
}
