/**
 * Time and threads as values that are passed in: {@link dev.klamm.api.runtime.Clock} and {@link
 * dev.klamm.api.runtime.EventLoop}.
 *
 * <p>Brokers, clients, storage backends and transports take these from outside and never call the
 * system's clock, sleep or start threads of their own accord in their logic. That is what lets a
 * whole cluster run in one thread from one seed.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.api.runtime;
