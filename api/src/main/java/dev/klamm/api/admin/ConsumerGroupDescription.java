package dev.klamm.api.admin;

import dev.klamm.api.cluster.Node;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group and its members.
 *
 * @param groupId the group
 * @param isSimpleConsumerGroup whether it only keeps offsets for consumers without a subscription
 * @param members its members, perhaps none
 * @param partitionAssignor the assignor that its members agreed on; empty without members
 * @param type its kind
 * @param groupState where it stands
 * @param coordinator the broker that looks after it, or null if none is known
 * @param groupEpoch its epoch, for a group of KIP-848
 * @param targetAssignmentEpoch the epoch of its target assignment, for a group of KIP-848
 * @since 0.1
 */
public record ConsumerGroupDescription(
    String groupId,
    boolean isSimpleConsumerGroup,
    Collection<MemberDescription> members,
    String partitionAssignor,
    GroupType type,
    GroupState groupState,
    @Nullable Node coordinator,
    Optional<Integer> groupEpoch,
    Optional<Integer> targetAssignmentEpoch) {
  public ConsumerGroupDescription {
    members = List.copyOf(members);
  }

  /** Describes a classic group. */
  public ConsumerGroupDescription(
      String groupId,
      boolean isSimpleConsumerGroup,
      Collection<MemberDescription> members,
      String partitionAssignor,
      GroupState groupState,
      @Nullable Node coordinator) {
    this(
        groupId,
        isSimpleConsumerGroup,
        members,
        partitionAssignor,
        GroupType.CLASSIC,
        groupState,
        coordinator,
        Optional.empty(),
        Optional.empty());
  }
}
