/**
 * What can go wrong, as a table of wire errors and a sealed family of exceptions.
 *
 * <p>Every {@link dev.klamm.api.error.KafkaException} is one of four kinds, and the kind says what
 * the caller should do:
 *
 * <ul>
 *   <li>{@link dev.klamm.api.error.RetriableException}: do the same again later;
 *   <li>{@link dev.klamm.api.error.AbortableException}: this piece of work is lost, begin it again
 *       with the same client;
 *   <li>{@link dev.klamm.api.error.FatalException}: this client cannot go on, close it;
 *   <li>{@link dev.klamm.api.error.MisconfiguredException}: nothing helps until a person changes
 *       something.
 * </ul>
 *
 * <p>The names below the kinds are Kafka's. Errors are immutable and may be passed between threads.
 * Rests on {@code cluster} and {@code record}. Start with {@link dev.klamm.api.error.KafkaError}.
 */
@NullMarked
package dev.klamm.api.error;

import org.jspecify.annotations.NullMarked;
