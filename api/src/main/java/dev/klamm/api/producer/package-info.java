/**
 * Sending records: the producer's interface, its settings and the parts that plug into it.
 *
 * <p>The names and shapes are those of Kafka's Java client. Records and metadata never change.
 * Partitioners and interceptors are called on the threads of those who send. Rests on {@code
 * record}, {@code cluster}, {@code serde}, {@code config} and {@code error}. Start with {@link
 * dev.klamm.api.producer.Producer}.
 */
@NullMarked
package dev.klamm.api.producer;

import org.jspecify.annotations.NullMarked;
