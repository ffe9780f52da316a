package dev.klamm.api.admin;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@link Admin#removeMembersFromConsumerGroup(String,
 * RemoveMembersFromConsumerGroupOptions)}.
 *
 * @since 0.1
 */
public final class RemoveMembersFromConsumerGroupOptions
    extends AbstractOptions<RemoveMembersFromConsumerGroupOptions> {
  private final Set<MemberToRemove> members;
  private @Nullable String reason;

  /** Removes all members, static or not. */
  public RemoveMembersFromConsumerGroupOptions() {
    members = Set.of();
  }

  /**
   * Removes these static members.
   *
   * @throws IllegalArgumentException if none is named
   */
  public RemoveMembersFromConsumerGroupOptions(Collection<MemberToRemove> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException(
          "no member is named; to remove all, leave the argument out");
    }
    this.members = Set.copyOf(members);
  }

  /** Why, for the broker's log. */
  public RemoveMembersFromConsumerGroupOptions reason(String text) {
    reason = text;
    return this;
  }

  public @Nullable String reason() {
    return reason;
  }

  /** The members to remove; none for all. */
  public Set<MemberToRemove> members() {
    return members;
  }

  public boolean removeAll() {
    return members.isEmpty();
  }
}
