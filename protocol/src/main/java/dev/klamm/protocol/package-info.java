/**
 * Kafka's wire protocol: what the generated messages are read from and written to.
 *
 * <p>The messages themselves are in {@code dev.klamm.protocol.message}; they and {@link
 * dev.klamm.protocol.ApiKey} are written at build time from the schemas inside {@code
 * kafka-clients} (see {@code src/generator}). This package rests on {@code api} only, does no I/O
 * and knows no connection: a frame comes as a buffer and leaves as a {@link
 * dev.klamm.protocol.WireFrame}.
 *
 * <p>Whatever bytes a {@link dev.klamm.protocol.MessageReader} is given, it answers with a message
 * or with {@link dev.klamm.protocol.MalformedMessageException}, and allocates no more than a small
 * multiple of their number.
 *
 * <p>Nothing here is safe for use by two threads at once, and nothing is tied to one. Start reading
 * at {@link dev.klamm.protocol.ApiMessage}.
 */
@NullMarked
package dev.klamm.protocol;

import org.jspecify.annotations.NullMarked;
