package dev.klamm.api.consumer;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a consumer closes (KIP-1092).
 *
 * @since 0.1
 */
public final class CloseOptions {
  /** What becomes of the membership in the group. */
  public enum GroupMembershipOperation {
    /** The member leaves, and its partitions go to others at once. */
    LEAVE_GROUP,
    /** The member stays until its session ends, for one that comes back soon. */
    REMAIN_IN_GROUP,
    /** A member with {@code group.instance.id} stays, any other leaves. */
    DEFAULT
  }

  private final @Nullable Duration timeout;
  private final GroupMembershipOperation operation;

  private CloseOptions(@Nullable Duration timeout, GroupMembershipOperation operation) {
    this.timeout = timeout;
    this.operation = operation;
  }

  /** Options with a time limit. */
  public static CloseOptions timeout(Duration timeout) {
    return new CloseOptions(timeout, GroupMembershipOperation.DEFAULT);
  }

  /** Options with a choice about the membership. */
  public static CloseOptions groupMembershipOperation(GroupMembershipOperation operation) {
    return new CloseOptions(null, operation);
  }

  /** The same with a time limit. */
  public CloseOptions withTimeout(Duration limit) {
    return new CloseOptions(limit, operation);
  }

  /** The same with a choice about the membership. */
  public CloseOptions withGroupMembershipOperation(GroupMembershipOperation chosen) {
    return new CloseOptions(timeout, chosen);
  }

  /** The time limit; empty for 30 seconds. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  public GroupMembershipOperation groupMembershipOperation() {
    return operation;
  }
}
