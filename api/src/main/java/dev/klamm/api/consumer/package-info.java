/**
 * Reading records: the consumer's interface, its settings and the parts that plug into it.
 *
 * <p>The names and shapes are those of Kafka's Java client. Values never change. Listeners and
 * callbacks run on the thread that polls. Rests on {@code record}, {@code cluster}, {@code serde},
 * {@code config} and {@code error}. Start with {@link dev.klamm.api.consumer.Consumer}.
 */
@NullMarked
package dev.klamm.api.consumer;

import org.jspecify.annotations.NullMarked;
