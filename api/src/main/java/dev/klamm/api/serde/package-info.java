/**
 * Turning keys and values into bytes and back.
 *
 * <p>The bytes are those of Kafka's own serializers of the same names. Rests on {@code record} and
 * {@code error}. The serializers here hold no state after {@code configure}, so any thread may use
 * them; whoever writes another should hold to that, since a client calls them from the threads of
 * its users. Start with {@link dev.klamm.api.serde.Serdes}.
 */
@NullMarked
package dev.klamm.api.serde;

import org.jspecify.annotations.NullMarked;
