/**
 * The single writer. One {@link dev.klamm.core.engine.Engine} owns all mutable state of a broker
 * and turns queued {@link dev.klamm.core.engine.Work} into commits of the store, one per tick. It
 * owns no thread: it runs on whatever loop it is given, one tick at a time.
 *
 * <p>Rests on the storage SPI and on nothing else of the broker. Everything here but {@link
 * dev.klamm.core.engine.Engine#submit} and the store's call-backs runs inside a tick.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.engine;
