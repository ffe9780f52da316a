package dev.klamm.api.admin;

import java.util.Optional;

/**
 * A consumer group in a list of groups.
 *
 * @param groupId the group
 * @param groupState where it stands, if the broker told
 * @param type its kind, if the broker told
 * @param isSimpleConsumerGroup whether it only keeps offsets for consumers without a subscription
 * @since 0.1
 */
public record ConsumerGroupListing(
    String groupId,
    Optional<GroupState> groupState,
    Optional<GroupType> type,
    boolean isSimpleConsumerGroup) {}
