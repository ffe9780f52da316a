/**
 * Groups by the consumer protocol (KIP-848): the coordinator divides the partitions, and takes each
 * member to its part one heartbeat at a time.
 *
 * <pre>
 *   ConsumerGroups           one method per API; who calls whom below
 *     ConsumerHeartbeats     ConsumerGroupHeartbeat of members that join or stay
 *     ConsumerDepartures     of those that leave, and members that fell silent
 *       OpenGroups           the group that is meant
 *       Assigning            epochs, targets, the next step
 *         Reconciliation     a member's way to its target, as a pure function
 *   ConsumerGroup            the state of one group: ConsumerMember, Progress, Ownership
 *   GroupChange              what one event makes of it, and what that writes
 *   ConsumerGroupKeys, StoredGroup, StoredMember   what is durable, and its bytes
 * </pre>
 *
 * <p>Three epochs. The <em>group epoch</em> rises when members, subscriptions or topics change. The
 * <em>assignment epoch</em> is the one for which the targets were computed; here it follows within
 * the same event. The <em>member epoch</em> is how far a member has come: it rises to the
 * assignment epoch once the member has given up what is not its own any more.
 *
 * <p>Everything but caches is durable and changes by replay, so that after a restart members go on
 * with their epochs, and partitions under revocation stay with who holds them.
 *
 * <p>Rests on {@code core.group}, its {@code assignor}, and {@code classic} for members that speak
 * the classic protocol. Called on the engine. Start reading at {@link
 * dev.klamm.core.group.consumer.ConsumerGroups}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.group.consumer;
