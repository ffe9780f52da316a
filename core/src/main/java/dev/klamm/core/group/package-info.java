/**
 * Consumer groups by the classic protocol: membership, rebalances, committed offsets.
 *
 * <pre>
 *   GroupCoordinator            one method per API; who calls whom below
 *     JoinGroups, StaticJoins   JoinGroup: new, known and static members
 *     SyncGroups                SyncGroup: the leader's assignment goes to all
 *     Departures                LeaveGroup, and members that fell silent
 *     Rebalances                the two phases of a rebalance, which the four above start and advance
 *     OffsetCommits, OffsetFetches, OffsetRemovals
 *     GroupListings             DescribeGroups, ListGroups
 *   ClassicGroup, GroupMember   the state of one group; OffsetStore: the offsets of all
 *   GroupKeys, GroupMetadata, CommittedOffset   what is durable, and its bytes
 * </pre>
 *
 * <p>A pure state machine in the sense of {@link dev.klamm.core.coordinator}: no I/O, no threads,
 * no clock. What a group last agreed on (generation, members, assignments) and its offsets are
 * durable and change by replay; who is waiting in a rebalance is not durable, as in Kafka: after a
 * restart a group stands where it last was stable, and its members go on with the same generation.
 *
 * <p>Rests on {@code coordinator} and the generated messages. Start reading at {@link
 * dev.klamm.core.group.GroupCoordinator}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.group;
