/**
 * The admin client. Every call is about some keys (topics, partitions, groups, brokers, ...), each
 * with a future of its own.
 *
 * <pre>
 *   KafkaAdminClient        the public face, one line per call
 *     -> Operation          one class per kind of request: what to ask, how to read the answer
 *     -> AdminCalls         all calls under way
 *          -> KeyedCall     keys by Route to brokers, one request a broker, again what may pass
 * </pre>
 *
 * <p>Start with {@link dev.klamm.core.admin.KafkaAdminClient}, then {@link
 * dev.klamm.core.admin.KeyedCall}. Rests on {@code net}.
 *
 * <p>Threading: {@link dev.klamm.core.admin.KafkaAdminClient} may be used by any thread; everything
 * else belongs to the client's loop, and futures are completed there.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.admin;
