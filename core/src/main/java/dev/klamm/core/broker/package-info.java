/**
 * The broker: topics, sessions with clients, and one handler per API.
 *
 * <p>A {@link dev.klamm.core.broker.Broker} opens a store, runs an {@code Engine} on the first
 * event loop of its transport, and gives every connection a {@link dev.klamm.core.broker.Session}.
 * A session decodes frames on the connection's loop, finds the handler in the {@link
 * dev.klamm.core.broker.HandlerTable}, and sends answers in the order of the requests. What
 * handlers read is immutable and published ({@link dev.klamm.core.broker.ClusterImage}); what they
 * change they submit to the engine.
 *
 * <p>Produce, from socket to disk, reads: {@link dev.klamm.core.broker.Session}, {@code
 * handler.ProduceHandler}, {@code log.Partition}, {@code Engine}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker;
