package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;

/**
 * Where the consumer stands in one assigned partition. Guarded by the lock of {@link
 * Subscriptions}.
 *
 * <pre>
 *   COMMITTED --found--> FETCHING &lt;--done-- VALIDATING
 *       |                  ^   |                ^
 *       +--none--> RESET --+   +-- new leader --+
 *                   ^          |
 *                   +----------+ out of range
 * </pre>
 */
final class PartitionState {

  /** What has to happen before records can be fetched. */
  enum Phase {
    /** The committed offset is looked up. */
    COMMITTED,
    /** An offset is looked up by {@link #resetTo}. */
    RESET,
    /** The position is compared with the log of a new leader (KIP-320). */
    VALIDATING,
    /** There is a position. */
    FETCHING
  }

  final TopicPartition partition;

  Phase phase = Phase.COMMITTED;

  /** The offset that the application gets next. */
  long position = -1;

  /** The leader epoch of the record before {@link #position}, or -1. */
  int positionEpoch = -1;

  /** The offset that is asked for next: ahead of {@link #position} by what is buffered. */
  long fetchOffset = -1;

  int fetchEpoch = -1;

  /** Rises whenever the position jumps, so that answers from before are told apart. */
  int jumps;

  /** The leader epoch that the position was validated with, or -1. */
  int validatedEpoch = -1;

  /** A timestamp for ListOffsets: -1 latest, -2 earliest. */
  long resetTo;

  boolean paused;

  /** Given up soon, or not told to the application yet: nothing is handed out. */
  boolean held;

  /** A look-up is under way. */
  boolean asked;

  long retryAtNanos;
  int bufferedBytes;
  int preferredReplica = -1;
  long highWatermark = -1;
  long lastStableOffset = -1;
  long logStartOffset = -1;

  PartitionState(TopicPartition partition) {
    this.partition = partition;
  }

  /** Goes to an offset; whatever was fetched or asked before is void. */
  void jumpTo(long offset, int epoch) {
    phase = Phase.FETCHING;
    position = offset;
    positionEpoch = epoch;
    fetchOffset = offset;
    fetchEpoch = epoch;
    voidBefore();
  }

  /** Looks an offset up first. */
  void reset(long timestamp) {
    phase = Phase.RESET;
    resetTo = timestamp;
    voidBefore();
  }

  private void voidBefore() {
    jumps++;
    asked = false;
    bufferedBytes = 0;
    validatedEpoch = -1;
    preferredReplica = -1;
    retryAtNanos = Long.MIN_VALUE;
  }

  boolean hasPosition() {
    return phase == Phase.FETCHING || phase == Phase.VALIDATING;
  }

  boolean isAskable(long nowNanos) {
    return !asked && (retryAtNanos == Long.MIN_VALUE || retryAtNanos - nowNanos <= 0);
  }

  boolean isHandedOut() {
    return phase == Phase.FETCHING && !paused && !held;
  }
}
