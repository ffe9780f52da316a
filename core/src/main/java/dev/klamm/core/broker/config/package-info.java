/**
 * The broker's configuration: every key of Kafka's for brokers and for topics, with what becomes of
 * it here, and our own.
 *
 * <p>Keys are gathered by component ({@code ListenerKeys}, {@code LogKeys}, ...): first those that
 * are honoured, as constants, then those that are accepted without effect or refused, with the
 * reason. {@link dev.klamm.core.broker.config.BrokerConfig} is a checked configuration, immutable;
 * {@link dev.klamm.core.broker.config.LiveConfig} the one in force, changed on the engine. Start
 * reading at {@code BrokerConfig}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker.config;
