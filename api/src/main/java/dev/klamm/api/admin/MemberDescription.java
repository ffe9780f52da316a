package dev.klamm.api.admin;

import java.util.Optional;

/**
 * A member of a group.
 *
 * @param consumerId the id that the coordinator gave it
 * @param groupInstanceId the id of a static member
 * @param rackId where it runs, if it told
 * @param clientId its {@code client.id}
 * @param host where it connects from
 * @param assignment its partitions
 * @param targetAssignment the partitions that it is to have, for a group of KIP-848
 * @param memberEpoch its epoch, for a group of KIP-848
 * @param upgraded for a group of KIP-848, whether this member speaks that protocol itself; false
 *     for one that still speaks the classic one. Empty if the broker does not tell
 * @since 0.1
 */
public record MemberDescription(
    String consumerId,
    Optional<String> groupInstanceId,
    Optional<String> rackId,
    String clientId,
    String host,
    MemberAssignment assignment,
    Optional<MemberAssignment> targetAssignment,
    Optional<Integer> memberEpoch,
    Optional<Boolean> upgraded) {
  /** Describes a member of a classic group. */
  public MemberDescription(
      String consumerId,
      Optional<String> groupInstanceId,
      String clientId,
      String host,
      MemberAssignment assignment) {
    this(
        consumerId,
        groupInstanceId,
        Optional.empty(),
        clientId,
        host,
        assignment,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
