package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Offsets were not committed because the group has given the partitions to another member
 * meanwhile. What to do: go on with poll(); the records since the last commit will be processed
 * again by someone. If it recurs, take fewer records a poll (max.poll.records) or allow more time
 * between polls (max.poll.interval.ms).
 *
 * @since 0.1
 */
public final class CommitFailedException extends AbortableException {
  private static final long serialVersionUID = 1L;

  public CommitFailedException(String message) {
    this(message, null);
  }

  public CommitFailedException(String message, @Nullable Throwable cause) {
    super(KafkaError.REBALANCE_IN_PROGRESS, message, cause);
  }
}
