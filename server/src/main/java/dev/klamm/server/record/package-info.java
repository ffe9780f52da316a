/**
 * The {@code klamm produce} and {@code klamm consume} commands, and how they read and write records
 * as text.
 *
 * <p>Records are bytes throughout. A command runs on one thread; only {@code Deliveries} is told by
 * the producer's own. Start reading at {@link dev.klamm.server.record.ProduceCommand} and {@link
 * dev.klamm.server.record.ConsumeCommand}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.server.record;
