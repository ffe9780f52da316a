/**
 * A consumer's membership in a group, as a state machine: events in, effects out, no I/O, no clock,
 * no thread.
 *
 * <p>Start with {@link dev.klamm.core.consumer.group.GroupMembership} for classic groups, and with
 * {@link dev.klamm.core.consumer.group.ConsumerMembership} for those of KIP-848. {@link
 * dev.klamm.core.consumer.group.MembershipEffect} is all that it can ask for. One thread at a time;
 * the consumer calls it on its event loop.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.consumer.group;
