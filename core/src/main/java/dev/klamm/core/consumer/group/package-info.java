/**
 * A consumer's membership in a classic group, as a state machine: events in, effects out, no I/O,
 * no clock, no thread.
 *
 * <p>Start with {@link dev.klamm.core.consumer.group.GroupMembership}. {@link
 * dev.klamm.core.consumer.group.MembershipEffect} is all that it can ask for. One thread at a time;
 * the consumer calls it on its event loop.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.consumer.group;
