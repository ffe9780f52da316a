package dev.klamm.api.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of {@link Admin#removeMembersFromConsumerGroup(String,
 * RemoveMembersFromConsumerGroupOptions)}.
 *
 * @since 0.1
 */
public final class RemoveMembersFromConsumerGroupResult {
  private final Map<MemberToRemove, KafkaFuture<@Nullable Void>> members;
  private final KafkaFuture<@Nullable Void> all;

  /**
   * For the client, and for tests.
   *
   * @param members the members that were named; none if all were to be removed
   * @param all done when every member is gone
   */
  public RemoveMembersFromConsumerGroupResult(
      Map<MemberToRemove, KafkaFuture<@Nullable Void>> members, KafkaFuture<@Nullable Void> all) {
    this.members = Map.copyOf(members);
    this.all = all;
  }

  /**
   * Whether one member is gone.
   *
   * @throws IllegalArgumentException if it was not named
   */
  public KafkaFuture<@Nullable Void> memberResult(MemberToRemove member) {
    return Requested.in(members, member);
  }

  /** Done when every member is gone; fails with the error of one of them. */
  public KafkaFuture<@Nullable Void> all() {
    return all;
  }
}
