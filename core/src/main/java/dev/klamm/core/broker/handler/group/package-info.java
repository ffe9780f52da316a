/**
 * The APIs of consumer groups, one class each. They bring requests to the group coordinator through
 * {@link dev.klamm.core.broker.handler.group.GroupCalls}, and its answers back; the rules are in
 * {@link dev.klamm.core.group}.
 *
 * <p>Called on the connection's event loop; answered from the engine.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker.handler.group;
