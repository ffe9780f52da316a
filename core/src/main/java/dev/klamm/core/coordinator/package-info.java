/**
 * The vocabulary that all coordinators share. A coordinator is a pure state machine: {@code (state,
 * event, now) -> effects}. It writes nothing, waits for nothing, and reads no clock.
 *
 * <p>What must survive a restart is an {@link dev.klamm.core.coordinator.Effect.Put} of a key; it
 * changes the coordinator's durable state only when it comes back through {@link
 * dev.klamm.core.coordinator.Coordinator#replay}, which is also how that state is read at start. So
 * recovery and normal running are one path.
 *
 * <p>{@link dev.klamm.core.coordinator.CoordinatorRuntime} is what hosts one on the engine, with
 * its I/O and timers. Rests on {@code engine} and the storage SPI. A coordinator is called on the
 * engine, one event at a time. Start reading at {@link dev.klamm.core.coordinator.Coordinator}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.coordinator;
