package dev.klamm.api.admin;

import java.util.Optional;

/**
 * A group in a list of groups.
 *
 * @param groupId the group
 * @param type its kind, if the broker told
 * @param protocol what its members have in common, such as {@code consumer}; empty if it only keeps
 *     offsets
 * @param groupState where it stands, if the broker told
 * @since 0.1
 */
public record GroupListing(
    String groupId, Optional<GroupType> type, String protocol, Optional<GroupState> groupState) {
  /** Whether it only keeps offsets for consumers without a subscription. */
  public boolean isSimpleConsumerGroup() {
    return type.isPresent() && type.get() == GroupType.CLASSIC && protocol.isEmpty();
  }
}
