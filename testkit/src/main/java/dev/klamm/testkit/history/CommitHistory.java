package dev.klamm.testkit.history;

import dev.klamm.api.cluster.TopicPartition;

/**
 * One commit of one offset. Until its outcome is told it may take effect at any time.
 *
 * @since 0.1
 */
public final class CommitHistory {

  private final History history;
  final String who;
  final TopicPartition partition;
  final long offset;
  final boolean reset;
  final long invokedAt;
  long acknowledgedAt = Long.MAX_VALUE;
  boolean refused;

  CommitHistory(
      History history,
      String who,
      TopicPartition partition,
      long offset,
      boolean reset,
      long invokedAt) {
    this.history = history;
    this.who = who;
    this.partition = partition;
    this.offset = offset;
    this.reset = reset;
    this.invokedAt = invokedAt;
  }

  /** The offset is committed. */
  public void acknowledged() {
    synchronized (history) {
      acknowledgedAt = history.note(who, "is told that " + partition + " is at " + offset);
    }
  }

  /** The offset is not committed, and will not be. */
  public void refused() {
    synchronized (history) {
      refused = true;
      history.note(who, "is refused " + partition + " at " + offset);
    }
  }

  boolean isAcknowledged() {
    return acknowledgedAt != Long.MAX_VALUE;
  }

  /** It may take effect, now or ever. */
  boolean isUnknown() {
    return !isAcknowledged() && !refused;
  }
}
