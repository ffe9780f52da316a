/**
 * What all our clients stand on: connections to brokers, the picture of the cluster, and requests
 * that find the right broker.
 *
 * <p>Start with {@link dev.klamm.core.net.NetworkClient}: it takes a {@link
 * dev.klamm.core.net.Call}, a {@link dev.klamm.core.net.Destination} and a handler. It keeps one
 * {@link dev.klamm.core.net.BrokerConnection} per broker and one {@link
 * dev.klamm.core.net.ClusterMetadata}. The package rests on the transport SPI and the generated
 * messages.
 *
 * <p>Threading: everything here belongs to one event loop, takes time from that loop's clock, never
 * blocks and starts no threads. Only {@link dev.klamm.core.net.ClusterMetadata#snapshot} and what
 * it returns may be used by any thread. Failures of a request are told to its handler, never
 * thrown, and a handler is never called inside {@code send}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.net;
