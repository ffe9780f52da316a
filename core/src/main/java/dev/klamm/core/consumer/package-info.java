/**
 * The consumer: reads records of partitions that it was assigned or that its group gave it.
 *
 * <p>Start with {@link dev.klamm.core.consumer.KafkaConsumer}, which is all that applications see.
 * Behind it, {@link dev.klamm.core.consumer.Subscriptions} holds where it stands; {@link
 * dev.klamm.core.consumer.Fetcher} brings records into the {@link
 * dev.klamm.core.consumer.FetchBuffer}; {@code group} and {@code assignor} keep the membership. The
 * package rests on {@code net} and {@code record}.
 *
 * <p>Threading: network, membership and look-ups belong to one event loop, so heartbeats go on
 * whatever the application does. Decoding, deserializers, interceptors and listeners run on the
 * thread that polls. The two meet in {@code Subscriptions} and {@code FetchBuffer}, under one lock
 * that is held for a few instructions.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.consumer;
