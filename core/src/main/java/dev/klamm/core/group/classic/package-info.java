/**
 * Groups by the classic protocol: members choose a leader, who divides the work for all.
 *
 * <pre>
 *   ClassicGroups               one method per API; who calls whom below
 *     JoinGroups, StaticJoins   JoinGroup: new, known and static members
 *     SyncGroups                SyncGroup: the leader's assignment goes to all
 *     Departures                LeaveGroup, and members that fell silent
 *     Rebalances                the two phases of a rebalance, which the four above start and advance
 *   ClassicGroup, GroupMember   the state of one group
 *   GroupMetadata               what is durable, and its bytes
 * </pre>
 *
 * <p>What a group last agreed on (generation, members, assignments) is durable and changes by
 * replay; who is waiting in a rebalance is not durable, as in Kafka: after a restart a group stands
 * where it last was stable, and its members go on with the same generation.
 *
 * <p>Rests on {@code core.group}. Called on the engine. Start reading at {@link
 * dev.klamm.core.group.classic.ClassicGroups}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.group.classic;
