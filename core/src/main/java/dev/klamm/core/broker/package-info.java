/**
 * The broker, put together: {@link dev.klamm.core.broker.Broker} opens a store, runs an {@code
 * Engine} on the first event loop of its transport, and listens.
 *
 * <p>Below it, in the order of a request: {@code session} decodes and answers in order, {@code
 * handler} has one class per API, {@code fetch} waits for records, {@code cluster} has the topics.
 * What handlers read is immutable and published ({@code cluster.ClusterImage}); what they change
 * they submit to the engine.
 *
 * <p>Produce, from socket to disk, reads: {@code session.Session}, {@code handler.ProduceHandler},
 * {@code log.Partition}, {@code engine.Engine}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker;
